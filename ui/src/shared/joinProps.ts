/** Props of two wrappers on one element: handlers run one after the other, nothing is lost. */
export { mergeProps as joinProps } from 'bits-ui';
