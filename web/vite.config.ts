import { type Plugin, defineConfig } from 'vite';

/**
 * Leaves out what the page does without: a JavaScript parser that only indented the JSON of variables (140 kB), and the parts of the
 * editor that are for programs (100 kB).
 */
function leaner(): Plugin {
  return {
    name: 'leaner',
    enforce: 'pre',
    resolveId(source, importer) {
      const indenting = importer?.endsWith('/@graphiql/react/dist/utility/jsonc.js') && source.startsWith('prettier/');
      if (indenting) return this.resolve('/src/lean/json.ts');
      return source.endsWith('/vs/editor/edcore.main.js') ? this.resolve('/src/lean/monaco.ts') : undefined;
    },
  };
}

export default defineConfig({
  plugins: [leaner()],
  // Relative addresses: the page also works behind a proxy that serves Foedera under a path of its own.
  base: './',
  // The same parser under its older name would be there twice.
  resolve: { alias: { 'prettier/parser-graphql': 'prettier/plugins/graphql' } },
  worker: { format: 'es' },
  build: {
    // Monaco alone is above the size at which Vite warns; it is loaded from the same machine.
    chunkSizeWarningLimit: 9999,
    // The playground, and what /sparql has besides its form (api/pages finds it by its name).
    rolldownOptions: {
      input: { index: 'index.html', sparql: 'src/sparql/main.ts' },
      // 'use client' speaks to React servers; a warning for every file that says so would hide the others.
      checks: { moduleLevelDirective: false },
    },
    // The page carries other people's code; their licences go with it.
    license: { fileName: 'licenses.md' },
  },
});
