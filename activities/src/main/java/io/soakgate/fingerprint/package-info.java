/** What a database's user schemas hold, as a digest with a listing that can be compared. */
package io.soakgate.fingerprint;
