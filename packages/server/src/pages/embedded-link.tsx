/** What oEmbed hands to other pages: a link, and no script. The page that takes it over decides how it looks. */
export function EmbeddedLink({ href, text }: { href: string; text: string }) {
  return (
    <a rel="payment nofollow" href={href}>
      {text}
    </a>
  );
}
