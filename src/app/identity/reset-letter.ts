/** What the letter with a link to a new password says. It names nobody, and its link stands behind `#`. */
import type { Language } from '../../kernel/route.ts'

/** Minutes that the link opens. */
export const RESET_MINUTES = 60

export function resetLetter(language: Language, link: string): { subject: string; text: string } {
  if (language === 'ja') {
    return {
      subject: 'パスワードの再設定',
      text: [
        'パスワードの再設定が求められました。次のリンクを開いて、新しいパスワードを設定してください。',
        link,
        `リンクは ${RESET_MINUTES} 分間、1 回だけ使えます。設定すると、ほかの端末のサインインはすべて終了します。`,
        'お心当たりがない場合は、このメールを破棄してください。パスワードはそのままです。',
      ].join('\n\n'),
    }
  }
  return {
    subject: 'Choose a new password',
    text: [
      'Somebody asked for a new password for this address. Please open this link and choose one.',
      link,
      `The link works once, for ${RESET_MINUTES} minutes. Choosing a password ends every sign-in on other devices.`,
      'If this was not you, please throw this letter away. Your password stays as it is.',
    ].join('\n\n'),
  }
}
