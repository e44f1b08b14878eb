import { describe, expect, test } from 'vitest'
import { searchKey } from './model.ts'
import { PREFECTURE_REGIONS, PREFECTURES, regionOf, samePrefecture } from './prefectures.ts'

describe('prefectures', () => {
  test('there are 47, with codes in order and no name for two of them', () => {
    expect(PREFECTURES.map((p) => Number(p.code))).toEqual(Array.from({ length: 47 }, (_, i) => i + 1))
    const names = PREFECTURE_REGIONS.flatMap((r) => [...new Set([r.name, ...r.aliases])])
    expect(new Set(names).size).toBe(names.length)
    for (const region of PREFECTURE_REGIONS) {
      for (const name of [region.name, ...region.aliases]) expect(regionOf(PREFECTURE_REGIONS, name)).toBe(region.name)
    }
  })

  test.each([
    ['東京', '東京都'],
    ['Tokyo', '東京都'],
    [' tokyo ', '東京'],
    ['Ｔｏｋｙｏ', 'TOKYO-TO'],
    ['Ōita', '大分県'],
    ['Hyōgo Prefecture', '兵庫'],
    ['Kyoto-fu', '京都'],
    ['13', '東京都'],
    ['北海道', 'hokkaido'],
    ['神奈川　', '神奈川県'],
    ['Noord-Holland', ' noord-holland'],
  ])('%s and %s are one (edge.11)', (a, b) => {
    expect(samePrefecture(a, b)).toBe(true)
    expect(samePrefecture(b, a)).toBe(true)
  })

  test.each([
    ['東京都', '京都府'],
    ['京都', '京'],
    ['福岡', '福島'],
    ['Tokyo', 'Kyoto'],
    ['Utrecht', '東京都'],
  ])('%s and %s are two', (a, b) => expect(samePrefecture(a, b)).toBe(false))

  test("another catalogue's regions are found by its own names", () => {
    const regions = [{ name: 'Utrecht', aliases: ['UT'] }]
    expect(regionOf(regions, ' ut')).toBe('Utrecht')
    expect(regionOf(regions, '東京都')).toBeNull()
    expect(regionOf(regions, ' ')).toBeNull()
  })

  test('a catalogue that lists full names only is asked by any name', () => {
    const regions = [
      { name: '東京都', aliases: [] },
      { name: '愛知県', aliases: [] },
    ]
    expect(['東京', 'Tokyo', '23', 'aichi'].map((text) => regionOf(regions, text))).toEqual([
      '東京都',
      '東京都',
      '愛知県',
      '愛知県',
    ])
    expect(regionOf(regions, '大阪')).toBeNull()
  })
})

test('names are searched without regard to width, case, spaces and kana, but variant kanji stay different', () => {
  expect(searchKey('株式会社 アクメ')).toBe(searchKey('株式会社ｱｸﾒ'))
  expect(searchKey('ＡＣＭＥ')).toBe(searchKey('Acme'))
  expect(searchKey('ヴィーナス')).toBe(searchKey('ゔぃーなす'))
  expect(searchKey('髙橋')).not.toBe(searchKey('高橋'))
})
