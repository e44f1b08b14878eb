/**
 * National holidays as the Cabinet Office lists them, 2018 to 2027: the years with days moved by special law, and those
 * ahead. Month and day, then what is written beside it; `休` = 休日, used for substitutes and days between two holidays.
 */
const LISTED: Record<number, string> = {
  2018: '1/1 元日|1/8 成人の日|2/11 建国記念の日|2/12 休|3/21 春分の日|4/29 昭和の日|4/30 休|5/3 憲法記念日|5/4 みどりの日|5/5 こどもの日|7/16 海の日|8/11 山の日|9/17 敬老の日|9/23 秋分の日|9/24 休|10/8 体育の日|11/3 文化の日|11/23 勤労感謝の日|12/23 天皇誕生日|12/24 休',
  2019: '1/1 元日|1/14 成人の日|2/11 建国記念の日|3/21 春分の日|4/29 昭和の日|4/30 休|5/1 休日（祝日扱い）|5/2 休|5/3 憲法記念日|5/4 みどりの日|5/5 こどもの日|5/6 休|7/15 海の日|8/11 山の日|8/12 休|9/16 敬老の日|9/23 秋分の日|10/14 体育の日（スポーツの日）|10/22 休日（祝日扱い）|11/3 文化の日|11/4 休|11/23 勤労感謝の日',
  2020: '1/1 元日|1/13 成人の日|2/11 建国記念の日|2/23 天皇誕生日|2/24 休|3/20 春分の日|4/29 昭和の日|5/3 憲法記念日|5/4 みどりの日|5/5 こどもの日|5/6 休|7/23 海の日|7/24 スポーツの日|8/10 山の日|9/21 敬老の日|9/22 秋分の日|11/3 文化の日|11/23 勤労感謝の日',
  2021: '1/1 元日|1/11 成人の日|2/11 建国記念の日|2/23 天皇誕生日|3/20 春分の日|4/29 昭和の日|5/3 憲法記念日|5/4 みどりの日|5/5 こどもの日|7/22 海の日|7/23 スポーツの日|8/8 山の日|8/9 休|9/20 敬老の日|9/23 秋分の日|11/3 文化の日|11/23 勤労感謝の日',
  2022: '1/1 元日|1/10 成人の日|2/11 建国記念の日|2/23 天皇誕生日|3/21 春分の日|4/29 昭和の日|5/3 憲法記念日|5/4 みどりの日|5/5 こどもの日|7/18 海の日|8/11 山の日|9/19 敬老の日|9/23 秋分の日|10/10 スポーツの日|11/3 文化の日|11/23 勤労感謝の日',
  2023: '1/1 元日|1/2 休|1/9 成人の日|2/11 建国記念の日|2/23 天皇誕生日|3/21 春分の日|4/29 昭和の日|5/3 憲法記念日|5/4 みどりの日|5/5 こどもの日|7/17 海の日|8/11 山の日|9/18 敬老の日|9/23 秋分の日|10/9 スポーツの日|11/3 文化の日|11/23 勤労感謝の日',
  2024: '1/1 元日|1/8 成人の日|2/11 建国記念の日|2/12 休|2/23 天皇誕生日|3/20 春分の日|4/29 昭和の日|5/3 憲法記念日|5/4 みどりの日|5/5 こどもの日|5/6 休|7/15 海の日|8/11 山の日|8/12 休|9/16 敬老の日|9/22 秋分の日|9/23 休|10/14 スポーツの日|11/3 文化の日|11/4 休|11/23 勤労感謝の日',
  2025: '1/1 元日|1/13 成人の日|2/11 建国記念の日|2/23 天皇誕生日|2/24 休|3/20 春分の日|4/29 昭和の日|5/3 憲法記念日|5/4 みどりの日|5/5 こどもの日|5/6 休|7/21 海の日|8/11 山の日|9/15 敬老の日|9/23 秋分の日|10/13 スポーツの日|11/3 文化の日|11/23 勤労感謝の日|11/24 休',
  2026: '1/1 元日|1/12 成人の日|2/11 建国記念の日|2/23 天皇誕生日|3/20 春分の日|4/29 昭和の日|5/3 憲法記念日|5/4 みどりの日|5/5 こどもの日|5/6 休|7/20 海の日|8/11 山の日|9/21 敬老の日|9/22 休|9/23 秋分の日|10/12 スポーツの日|11/3 文化の日|11/23 勤労感謝の日',
  2027: '1/1 元日|1/11 成人の日|2/11 建国記念の日|2/23 天皇誕生日|3/21 春分の日|3/22 休|4/29 昭和の日|5/3 憲法記念日|5/4 みどりの日|5/5 こどもの日|7/19 海の日|8/11 山の日|9/20 敬老の日|9/23 秋分の日|10/11 スポーツの日|11/3 文化の日|11/23 勤労感謝の日',
}

export const HEADER = '国民の祝日・休日月日,国民の祝日・休日名称'

/** The rows of one year as the file has them: `2027/3/22,休日`. */
export const officialRows = (year: number): string[] =>
  LISTED[year]!.split('|').map((row) => {
    const [day, name] = row.split(' ') as [string, string]
    return `${year}/${day},${name === '休' ? '休日' : name}`
  })

export const OFFICIAL_YEARS = Object.keys(LISTED).map(Number)

let codes: Map<string, number[]> | undefined

/** Text in CP932, by turning the decoder round: the platform has no encoder for it. */
export function cp932(text: string): Uint8Array {
  if (!codes) {
    const decoder = new TextDecoder('shift_jis')
    codes = new Map()
    for (let lead = 0x81; lead <= 0xfc; lead++) {
      for (let trail = 0x40; trail <= 0xfc; trail++) {
        const character = decoder.decode(Uint8Array.of(lead, trail))
        if (character.length === 1 && !codes.has(character)) codes.set(character, [lead, trail])
      }
    }
  }
  const known = codes
  return Uint8Array.from([...text].flatMap((c) => (c.charCodeAt(0) < 0x80 ? [c.charCodeAt(0)] : known.get(c)!)))
}

/** A file as it is downloaded: header, CRLF, CP932. */
export const officialFile = (rows: readonly string[]): Uint8Array => cp932(`${[HEADER, ...rows].join('\r\n')}\r\n`)
