import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from './server.fixture.ts'

let stage: Stage
let document: any
beforeAll(async () => {
  stage = await openStage()
  document = (await stage.app.inject('/api/openapi.json')).json()
})
afterAll(() => stage.close())

describe('the OpenAPI document', () => {
  it('is valid 3.1', async () => {
    const validator = new Validator()
    const { valid, errors } = await validator.validate(structuredClone(document))
    expect(errors).toBeUndefined()
    expect([valid, validator.version, document.openapi]).toEqual([true, '3.1', '3.1.0'])
  })

  it('a document with a fault is found by the same check', async () => {
    const faulty = { ...structuredClone(document), info: { title: 'no version' } }
    expect((await new Validator().validate(faulty)).valid).toBe(false)
  })

  it('tells fields, headers, failures and who may ask', () => {
    const { post } = document.paths['/api/notes']
    const body = post.requestBody.content['application/json'].schema
    expect(body).toMatchObject({
      additionalProperties: false, required: ['text'],
      properties: { on: { type: 'string', format: 'date' }, at: { type: 'string', format: 'date-time' }, minutes: { type: 'integer' } },
    })
    expect(post.parameters.map((p: { name: string }) => p.name).sort()).toEqual(['accept-language', 'idempotency-key', 'if-match'])
    expect(Object.keys(post.responses).sort()).toEqual(['201', '400', '401', '403', '404', '412', '413', '415', '422', '500', '503'])
    expect(post.responses['422'].content['application/problem+json'].schema).toEqual({ $ref: '#/components/schemas/Problem' })
    expect(document.paths['/api/auth/sign-in'].post.security).toEqual([])
    expect(document.paths['/api/decisions'].post.responses['201'].content['application/json'].schema).toEqual({ $ref: '#/components/schemas/Decision' })
  })

  it('the page reads it with a viewer of ours, and nothing from another site', async () => {
    const page = await stage.app.inject('/api')
    expect(page.headers['content-type']).toMatch(/^text\/html/)
    expect(page.headers['content-security-policy']).toContain("script-src 'self'")
    const sources = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!)
    expect(sources).toContain('/api/reference/viewer.js')
    for (const source of sources) expect((await stage.app.inject(source)).statusCode).toBe(200)
    const plain = await stage.app.inject('/api/reference/viewer.js')
    const packed = await stage.app.inject({ url: '/api/reference/viewer.js', headers: { 'accept-encoding': 'gzip, br' } })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(plain.body).toContain('createApiReference')
    expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2)
  })
})
