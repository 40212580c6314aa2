/** Read-only mode as a lease: on, proven, off, and released when nobody else is left to do it. */
package io.soakgate.readonly;
