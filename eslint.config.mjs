// @ts-check
import tseslint from 'typescript-eslint';
import { optionalHasDefault } from './scripts/lint/optional-has-default.mjs';

/** The root of the bindings loads every resource of azurerm: seconds, and hundreds of megabytes. */
const noProviderRoot = {
  name: '@cdktf/provider-azurerm',
  message: 'Import the resource by itself: @cdktf/provider-azurerm/lib/subnet.',
};

export default tseslint.config(
  { ignores: ['dist/', 'cdktf.out/', 'coverage/', 'node_modules/'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [noProviderRoot, { ...noProviderRoot, name: '@cdktf/provider-azurerm/lib' }],
          patterns: [{ group: ['@cdktf/provider-azurerm/lib/index*'], message: noProviderRoot.message }],
        },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportExpression',
          message: 'Import at the top, by resource: what is loaded must be plain to see.',
        },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      // It asks for `!`, which another rule forbids.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // Factories of value objects and their families of constants are the API's style.
      '@typescript-eslint/no-extraneous-class': 'off',
      'max-lines': ['error', { max: 320 }],
    },
  },
  {
    files: ['lib/**/*.ts'],
    plugins: { house: { rules: { 'optional-has-default': optionalHasDefault } } },
    rules: {
      'house/optional-has-default': 'error',
      '@typescript-eslint/explicit-member-accessibility': 'error',
      'no-console': 'error',
    },
  },
  {
    // Arrows go one way: what is common to all rooms knows none of them, and needs no cdktf.
    files: ['lib/common/**/*.ts', 'lib/regions/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: ['cdktf', 'constructs'],
          patterns: [
            '@cdktf/*',
            ...[
              'bootstrap',
              'cluster',
              'defaults',
              'express-route',
              'identity',
              'network',
              'terraform',
              'vnet-gateway',
            ].flatMap((room) => [`../${room}/**`, `../../${room}/**`]),
          ],
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // Jest's matchers are typed so that a method is passed by reference.
      '@typescript-eslint/unbound-method': 'off',
      // Tests hand in what the types refuse.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'max-lines': ['error', { max: 500 }],
    },
  },
);
