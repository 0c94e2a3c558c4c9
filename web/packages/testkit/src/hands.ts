import { expect, type Locator, type Page } from '@playwright/test'

export type Language = 'ja' | 'en'
/** What a thing is called in Japanese and in English. */
export type Name = [ja: string | RegExp, en: string | RegExp]

const TABS_MAX = 120

/**
 * How a person goes through the pages, in one language: by mouse, or by keyboard alone. The same walk serves both. By
 * keyboard a thing is reached by Tab from where the focus is and never set by script, so that a walk fails on whatever
 * Tab does not reach.
 */
export abstract class Hands {
  readonly page: Page
  readonly language: Language

  constructor(page: Page, language: Language) {
    this.page = page
    this.language = language
  }

  say([ja, en]: Name): string | RegExp {
    return this.language === 'ja' ? ja : en
  }

  abstract act(on: Locator): Promise<void>
  abstract choose(choice: Locator): Promise<void>
  abstract type(into: Locator, text: string): Promise<void>
  /** One of a list that drops down. */
  abstract select(from: Locator, value: string): Promise<void>

  link = (name: Name, within: Page | Locator = this.page) =>
    this.act(within.getByRole('link', { name: this.say(name) }).first())
  button = (name: Name, within: Page | Locator = this.page) =>
    this.act(within.getByRole('button', { name: this.say(name), exact: true }))
  /** A radio button or a box to tick. */
  pick = (name: Name, within: Page | Locator = this.page) =>
    this.choose(within.getByLabel(this.say(name)).first())
  fill = (name: Name, text: string, within: Page | Locator = this.page) =>
    this.type(within.getByLabel(this.say(name)).first(), text)
  /** The heading of the page that comes next. */
  arrive = (name: Name, level = 1) =>
    expect(this.page.getByRole('heading', { level })).toHaveText(this.say(name))
}

class Mouse extends Hands {
  act = (on: Locator) => on.click()
  choose = (choice: Locator) => choice.check()
  type = (into: Locator, text: string) => into.fill(text)
  select = async (from: Locator, value: string) => {
    await from.selectOption(value)
  }
}

class Keyboard extends Hands {
  async act(on: Locator): Promise<void> {
    await this.#reach(on)
    await this.page.keyboard.press('Enter')
  }

  /** Arrow keys within a group of radio buttons, as Tab reaches a group and not each of its buttons. */
  async choose(choice: Locator): Promise<void> {
    if ((await choice.getAttribute('type')) !== 'radio') {
      await this.#reach(choice)
      await this.page.keyboard.press('Space')
      return expect(choice).toBeChecked()
    }
    const name = await choice.getAttribute('name')
    const group = this.page.locator(`input[type=radio][name="${name}"]`)
    await this.#reach(group)
    const count = await group.count()
    await this.page.keyboard.press('Space')
    for (let press = 0; press < count && !(await choice.isChecked()); press += 1) {
      await this.page.keyboard.press('ArrowDown')
    }
    await expect(choice).toBeChecked()
  }

  async type(into: Locator, text: string): Promise<void> {
    await this.#reach(into)
    await this.page.keyboard.press('ControlOrMeta+A')
    await this.page.keyboard.insertText(text)
  }

  async select(from: Locator, value: string): Promise<void> {
    await this.#reach(from)
    const count = await from.locator('option').count()
    await this.page.keyboard.press('Home')
    for (let press = 0; press < count && (await from.inputValue()) !== value; press += 1) {
      await this.page.keyboard.press('ArrowDown')
    }
    await expect(from).toHaveValue(value)
  }

  /** By Tab to one of `wanted`; the focus must be seen there. */
  async #reach(wanted: Locator): Promise<void> {
    await expect(wanted.first()).toBeVisible()
    const has = () =>
      wanted.evaluateAll(elements => elements.some(element => element === document.activeElement))
    for (let tabs = 0; !(await has()); tabs += 1) {
      if (tabs === TABS_MAX) throw new Error(`no way by Tab to ${wanted}`)
      await this.page.keyboard.press('Tab')
    }
  }
}

export const handsOn = (way: 'mouse' | 'keyboard', page: Page, language: Language): Hands =>
  way === 'mouse' ? new Mouse(page, language) : new Keyboard(page, language)
