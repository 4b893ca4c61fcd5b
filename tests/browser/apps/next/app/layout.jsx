export default function Layout({ children }) {
  return (
    <html lang="en">
      <head>
        <title>A site of Next</title>
      </head>
      <body>{children}</body>
    </html>
  );
}
