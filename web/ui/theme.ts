/** The component library dressed in the look: its variables read ours, so that both themes follow one set of colours. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'
import fields from './fields.module.css'
import over from './over.module.css'

/** Ten steps are what the library wants; every one of ours is the token, which knows light and dark by itself. */
const flat = (token: string): MantineColorsTuple => [
  token,
  token,
  token,
  token,
  token,
  token,
  token,
  token,
  token,
  token,
]

export const theme = createTheme({
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  primaryColor: 'ai',
  primaryShade: 6,
  colors: {
    ai: flat('var(--ai)'),
    shu: flat('var(--shu)'),
    matsu: flat('var(--matsu)'),
    yamabuki: flat('var(--yamabuki)'),
  },
  white: '#ffffff',
  black: '#20242a',
  defaultRadius: 6,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    InputWrapper: {
      classNames: {
        root: fields.wrapper,
        label: fields.label,
        description: fields.description,
        error: fields.error,
        required: fields.required,
      },
    },
    Input: { classNames: { input: fields.input, section: fields.section, wrapper: fields.box } },
    PasswordInput: { classNames: { innerInput: fields.inner, visibilityToggle: fields.eye } },
    Select: {
      defaultProps: { allowDeselect: false, comboboxProps: { shadow: undefined } },
      classNames: { dropdown: over.dropdown, option: over.option },
    },
    MultiSelect: { classNames: { dropdown: over.dropdown, option: over.option, pill: fields.chip } },
    Checkbox: { classNames: { input: fields.tick, label: fields.tickLabel, body: fields.tickBody } },
    Popover: { classNames: { dropdown: over.dropdown } },
    Modal: {
      classNames: {
        content: over.modal,
        header: over.header,
        title: over.title,
        body: over.body,
        overlay: over.veil,
        close: over.close,
      },
    },
    Drawer: {
      classNames: {
        content: over.drawer,
        header: over.header,
        title: over.title,
        body: over.body,
        overlay: over.veil,
        close: over.close,
      },
    },
  },
})

const shared = {
  '--mantine-color-body': 'var(--card)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink2)',
  '--mantine-color-placeholder': 'var(--ink3)',
  '--mantine-color-anchor': 'var(--ai)',
  '--mantine-color-error': 'var(--shu)',
  '--mantine-color-default': 'var(--card)',
  '--mantine-color-default-hover': 'var(--line2)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--ai)',
  '--mantine-primary-color-filled-hover': 'var(--ai-deep)',
  '--mantine-primary-color-light': 'var(--ai-soft)',
  '--mantine-primary-color-contrast': 'var(--on-ai)',
}

export const variables: CSSVariablesResolver = () => ({ variables: shared, light: shared, dark: shared })
