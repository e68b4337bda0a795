/** What was dropped: which files belong together, and what they say. It knows no paths. */
package org.certdrop.submission;
