package org.certdrop.submission;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;

/** A text that is encoded, as in the source of a mail, and not what its readers see. */
public final class MailSource {
  /** RFC 2045 section 6: it says so itself, if its header was saved, too. */
  private static final Pattern HEADER =
      Pattern.compile("(?im)^content-transfer-encoding:[ \\t]*+(quoted-printable|base64)\\b");

  /** RFC 2045 section 6.7: an equals sign, a space at a line's end, a line that goes on. */
  private static final Pattern QUOTED_PRINTABLE =
      Pattern.compile("=3D|=20\\r?\\n|(?m:^[^\\r\\n]{70,75}=\\r?$)");

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]++[=\\s]*+");

  /** What a reader makes of an encoded certificate. */
  private static final Set<Code> OF_THE_CERTIFICATE =
      EnumSet.of(Code.NOT_PEM, Code.TRUNCATED, Code.MALFORMED_CERTIFICATE);

  /** And of encoded commands. */
  private static final Set<Code> OF_THE_COMMANDS =
      EnumSet.of(
          Code.MISSING_SIDECAR, Code.MISSING_FIELD, Code.INVALID_FIELD, Code.CONFLICTING_METADATA);

  private static final String HINT =
      "The file is a mail's source, in which the text is encoded. Save the mail's attachment itself,"
          + " or copy the text that the mail program shows into a new .txt file, and drop that.";

  private static final String BASE64_HINT =
      "The file is a PEM text in base64, as the command base64 and Kubernetes secrets write it. Decode"
          + " it: base64 -d FILE > FILE.pem, and drop that.";

  private MailSource() {}

  /**
   * Gives what cannot be read in a mail's source the hint that helps.
   *
   * @param findings what was found so far; those that come from the encoding are changed
   * @param content the certificate file or text, at most {@link Limits#FILE_BYTES}
   * @param alone whether the text alone can have said what the party is
   */
  public static void advise(List<Finding> findings, byte[] content, boolean alone) {
    Predicate<Finding> doubtful =
        finding ->
            OF_THE_CERTIFICATE.contains(finding.code())
                || (alone && OF_THE_COMMANDS.contains(finding.code()));
    if (findings.stream().anyMatch(doubtful) && isEncoded(content)) {
      findings.replaceAll(
          finding ->
              doubtful.test(finding)
                  ? new Finding(finding.code(), finding.message(), hint(content))
                  : finding);
    }
  }

  private static boolean isEncoded(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    return HEADER.matcher(text).find()
        || QUOTED_PRINTABLE.matcher(text).find()
        || isBareBase64(text);
  }

  /** A mail has headers, and they are no base64; how its lines are wrapped tells nothing. */
  private static String hint(byte[] content) {
    return isBareBase64(new String(content, StandardCharsets.ISO_8859_1)) ? BASE64_HINT : HINT;
  }

  private static boolean isBareBase64(String text) {
    return BASE64.matcher(text).matches() && decoded(text).contains("-----BEGIN CERTIFICATE");
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return ""; // cut off, or no base64 after all
    }
  }
}
