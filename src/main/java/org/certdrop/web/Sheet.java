package org.certdrop.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certdrop.home.Faults;
import org.certdrop.x509.Fingerprint;

/**
 * Our sheet to print, as it lies in the outbox. Everybody who reaches the page may see it: it says
 * no more than the page says of us.
 */
final class Sheet {
  /** Where it is. */
  static final String PATH = "/sheet";

  private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

  /** Where the sheet comes from. */
  @FunctionalInterface
  interface Source {
    /**
     * The sheet; empty if there is none now.
     *
     * @throws IOException if it cannot be read now
     */
    Optional<byte[]> find() throws IOException;
  }

  private Sheet() {}

  /** A link to it. */
  static Html link() {
    return new Html().inline("a", "Sheet to print", "href", PATH, "class", "get");
  }

  /** The sheet, or why there is none. */
  static Response of(Source source) {
    try {
      Optional<byte[]> sheet = source.find();
      return sheet.isPresent()
          ? new Response(
              200,
              Router.HTML,
              withWayBack(sheet.get()),
              Map.of(Guard.POLICY, policy(sheet.get())),
              false)
          : Response.page(
              404, "There is no sheet in outbox/sheet now; certdrop writes it soon.", Map.of());
    } catch (IOException e) {
      return Response.page(503, "The sheet cannot be read: " + Faults.describe(e) + ".", Map.of());
    }
  }

  /** Only here, not in the file: that stands alone. It is not printed. */
  private static byte[] withWayBack(byte[] sheet) {
    return new String(sheet, US_ASCII)
        .replaceFirst("<body>", "<body>\n<p class=\"back\"><a href=\"/\">To the page</a></p>")
        .getBytes(US_ASCII);
  }

  /** It stands alone: of all that a page may load it has nothing but a style, which is this one. */
  private static String policy(byte[] sheet) {
    Matcher style = STYLE.matcher(new String(sheet, US_ASCII));
    String own = style.find() ? "'sha256-" + digest(style.group(1)) + "'" : "'none'";
    return "default-src 'none'; style-src "
        + own
        + "; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
  }

  private static String digest(String style) {
    String hex = Fingerprint.of(style.getBytes(US_ASCII)).hex();
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }
}
