import { expect, logInOfficer, lookAt, officers, test } from '@madoguchi/testkit'

test('an empty work list says what will happen (R101)', async ({ page, authority }) => {
  await logInOfficer(page, authority, officers.reviewer)
  await expect(page.getByText('作業はありません')).toBeVisible()
  await lookAt(page, 'desk-tasks-empty')
})
