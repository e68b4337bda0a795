package org.certdrop.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.certdrop.files.FileContent;
import org.certdrop.submission.SubmittedFile;
import org.junit.jupiter.api.Test;

class SubmissionFindingsTest {
  private static String hint(FileContent content) {
    return SubmissionFindings.unread(new SubmittedFile("a.pem", content)).hint();
  }

  @Test
  void whoDroppedAFileThatTheServiceMayNotReadOpensIt() {
    assertThat(hint(FileContent.Unreadable.DENIED))
        .isEqualTo("Let the person who dropped it type chmod g+r FILE, and drop it again.");
  }

  @Test
  void whatIsNoFileIsNotOpened() {
    assertThat(hint(new FileContent.Unreadable("is no plain file"))).doesNotContain("chmod");
  }
}
