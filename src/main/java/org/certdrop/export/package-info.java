/** What other programs read: Fed-BioMed, MP-SPDZ, and whatever takes PEM or PKCS#12. */
package org.certdrop.export;
