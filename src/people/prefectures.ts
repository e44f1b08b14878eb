/** The 47 prefectures of Japan: JIS X 0401 code, full and short name, English name. Facts, for any Japanese catalogue. */

export type Prefecture = { code: string; name: string; short: string; english: string }

/** A region of a catalogue: the name that is kept, its names in other languages, and what else people call it. */
export type Region = { name: string; names?: Readonly<Record<string, string>>; aliases: readonly string[] }

const ROWS = `
01 北海道 北海道 Hokkaido|02 青森県 青森 Aomori|03 岩手県 岩手 Iwate|04 宮城県 宮城 Miyagi|05 秋田県 秋田 Akita
06 山形県 山形 Yamagata|07 福島県 福島 Fukushima|08 茨城県 茨城 Ibaraki|09 栃木県 栃木 Tochigi|10 群馬県 群馬 Gunma
11 埼玉県 埼玉 Saitama|12 千葉県 千葉 Chiba|13 東京都 東京 Tokyo|14 神奈川県 神奈川 Kanagawa|15 新潟県 新潟 Niigata
16 富山県 富山 Toyama|17 石川県 石川 Ishikawa|18 福井県 福井 Fukui|19 山梨県 山梨 Yamanashi|20 長野県 長野 Nagano
21 岐阜県 岐阜 Gifu|22 静岡県 静岡 Shizuoka|23 愛知県 愛知 Aichi|24 三重県 三重 Mie|25 滋賀県 滋賀 Shiga
26 京都府 京都 Kyoto|27 大阪府 大阪 Osaka|28 兵庫県 兵庫 Hyogo|29 奈良県 奈良 Nara|30 和歌山県 和歌山 Wakayama
31 鳥取県 鳥取 Tottori|32 島根県 島根 Shimane|33 岡山県 岡山 Okayama|34 広島県 広島 Hiroshima|35 山口県 山口 Yamaguchi
36 徳島県 徳島 Tokushima|37 香川県 香川 Kagawa|38 愛媛県 愛媛 Ehime|39 高知県 高知 Kochi|40 福岡県 福岡 Fukuoka
41 佐賀県 佐賀 Saga|42 長崎県 長崎 Nagasaki|43 熊本県 熊本 Kumamoto|44 大分県 大分 Oita|45 宮崎県 宮崎 Miyazaki
46 鹿児島県 鹿児島 Kagoshima|47 沖縄県 沖縄 Okinawa`

export const PREFECTURES: readonly Prefecture[] = ROWS.trim()
  .split(/[|\n]/)
  .map((row) => {
    const [code, name, short, english] = row.split(' ') as [string, string, string, string]
    return { code, name, short, english }
  })

/** The ending of the romanised full name: Tokyo-to, Kyoto-fu, Chiba-ken; Hokkaido has none. */
const ENDING: Record<string, string> = { 都: '-to', 府: '-fu', 県: '-ken' }

/** The prefectures as regions of a catalogue, with the names that they are found by. */
export const PREFECTURE_REGIONS: readonly Region[] = PREFECTURES.map(({ code, name, short, english }) => {
  const ending = ENDING[name.slice(-1)]
  const romanised = ending === undefined ? [] : [`${english}${ending}`]
  return { name, aliases: [short, code, english, `${english} Prefecture`, ...romanised] }
})

/** The form names are compared in: width, case, spaces and the long marks of romanised names (Ōita) do not count. */
const regionKey = (text: string) =>
  text
    .normalize('NFKC')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/\s+/gu, '')
    .toLowerCase()

const keyed = new WeakMap<readonly Region[], Map<string, string>>()

function keysOf(regions: readonly Region[]): Map<string, string> {
  let keys = keyed.get(regions)
  if (!keys) {
    keys = new Map(
      regions.flatMap((r) =>
        [r.name, ...Object.values(r.names ?? {}), ...r.aliases].map((alias): [string, string] => [
          regionKey(alias),
          r.name,
        ]),
      ),
    )
    keyed.set(regions, keys)
  }
  return keys
}

const prefectureOf = (text: string): string | undefined => keysOf(PREFECTURE_REGIONS).get(regionKey(text))

/**
 * The region of a catalogue's list that a text names, by its kept name; null where it names none. What else a prefecture
 * of Japan is called is known here, so a catalogue need not list it.
 */
export function regionOf(regions: readonly Region[], text: string): string | null {
  const keys = keysOf(regions)
  return keys.get(regionKey(text)) ?? keys.get(regionKey(prefectureOf(text) ?? '')) ?? null
}

/** Whether two texts name one place: `東京`, `東京都` and `Tokyo` do (edge.11). Names outside Japan by themselves. */
export function samePrefecture(a: string, b: string): boolean {
  const own = (text: string) => prefectureOf(text) ?? regionKey(text)
  return own(a) === own(b)
}
