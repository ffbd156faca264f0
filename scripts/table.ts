/** Prints rows as a table, indented, each column as wide as its widest cell, and its cells at the left or right of it. */
export function printTable(rows: readonly (readonly string[])[], alignment: 'left' | 'right' = 'left'): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return alignment === 'left' ? cell.padEnd(width) : cell.padStart(width);
    });
    console.log(`  ${cells.join('  ')}`.trimEnd());
  }
}
