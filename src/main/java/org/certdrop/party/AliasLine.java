package org.certdrop.party;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/**
 * A line of the list of aliases, {@code PARTY_ID = alias}.
 *
 * @param octets the line as it lies in the file, its end included: a character an octet, so that
 *     what is not understood can be written back as it is
 */
record AliasLine(String octets) {
  private static final Pattern END = Pattern.compile("(?<=\n)|(?<=\r)(?!\n)");
  private static final String MARK = "\ufeff";
  private static final String HINT =
      "Write PARTY_ID = alias, in UTF-8; put # in front of a comment.";

  /**
   * What a line says.
   *
   * @param party who is named
   * @param alias what the party is called
   */
  record Said(PartyId party, Alias alias) {}

  /** The lines of a file. */
  static List<AliasLine> of(byte[] content) {
    return Arrays.stream(END.split(new String(content, ISO_8859_1))).map(AliasLine::new).toList();
  }

  /** What it says; empty if it is blank or a comment. */
  Optional<Parsed<Said>> said() {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException e) {
      return Optional.of(Parsed.bad("It is not written in UTF-8.", HINT));
    }
    String line = (text.startsWith(MARK) ? text.substring(1) : text).strip();
    return line.isEmpty() || line.startsWith("#") || line.startsWith("!")
        ? Optional.empty()
        : Optional.of(said(line));
  }

  private static Parsed<Said> said(String line) {
    int equals = line.indexOf('=');
    String party = line.substring(0, Math.max(equals, 0)).strip();
    if (!PartyId.isForm(party)) {
      return Parsed.bad("It is " + Printable.quoted(line) + ", which names no party id.", HINT);
    }
    return Alias.parse(line.substring(equals + 1))
        .then(alias -> Parsed.good(new Said(new PartyId(party), alias)));
  }

  /** Whether it says what a party is called; a line that is no good alias does so, too. */
  boolean isOf(PartyId party) {
    int equals = octets.indexOf('=');
    String named = octets.substring(0, Math.max(equals, 0)).replace("\u00ef\u00bb\u00bf", "");
    return named.strip().equalsIgnoreCase(party.value());
  }
}
