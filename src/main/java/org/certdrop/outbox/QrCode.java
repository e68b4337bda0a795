package org.certdrop.outbox;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Locale;
import java.util.Map;

/** A QR code (ISO/IEC 18004) as an image that any size suits. */
final class QrCode {
  /** The margin that the standard wants, in modules. */
  private static final int QUIET_ZONE = 4;

  private QrCode() {}

  /**
   * An SVG element, one path of black modules on the background that it stands on.
   *
   * @param text what the code holds: ASCII, a few hundred characters at most
   * @param title what it is, for those who cannot see it
   */
  static String svg(String text, String title) {
    BitMatrix modules = modules(text);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < modules.getHeight(); y++) {
      addRow(modules, y, path);
    }
    return String.format(
        Locale.ROOT,
        "<svg role=\"img\" viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\"><title>%s</title><path d=\"%s\"/></svg>",
        modules.getWidth(),
        modules.getHeight(),
        title,
        path);
  }

  /** Black modules side by side are one rectangle. */
  private static void addRow(BitMatrix modules, int y, StringBuilder path) {
    int x = 0;
    while (x < modules.getWidth()) {
      int begin = x;
      while (x < modules.getWidth() && modules.get(x, y)) {
        x++;
      }
      if (x > begin) {
        int length = x - begin;
        path.append(String.format(Locale.ROOT, "M%d %dh%dv1h-%dz", begin, y, length, length));
      }
      x++;
    }
  }

  private static BitMatrix modules(String text) {
    try {
      return new QRCodeWriter()
          .encode(
              text,
              BarcodeFormat.QR_CODE,
              0,
              0,
              Map.of(
                  EncodeHintType.ERROR_CORRECTION,
                  ErrorCorrectionLevel.M,
                  EncodeHintType.MARGIN,
                  QUIET_ZONE));
    } catch (WriterException e) {
      throw new IllegalArgumentException("too long for a QR code", e);
    }
  }
}
