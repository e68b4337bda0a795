package org.certdrop.submission;

import org.certdrop.files.FileContent;

/**
 * One dropped file: read once, and never trusted.
 *
 * @param name its own name, as it was dropped
 * @param content what it held
 */
public record SubmittedFile(String name, FileContent content) {}
