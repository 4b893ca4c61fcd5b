import { Listen } from './listen';

export default function Page() {
  return (
    <main>
      <h1>A site of Next</h1>
      <Listen text="Hello there, friend." />
    </main>
  );
}
