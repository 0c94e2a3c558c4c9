export { ExamplePage } from './page.tsx'
