export function SignInScreen(_props: { attempt: string }) {
  return null;
}
