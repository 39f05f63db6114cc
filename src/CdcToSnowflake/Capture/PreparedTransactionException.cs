namespace CdcToSnowflake.Capture;

/// <summary>The source uses XA transactions of two phases, whose rows are logged before it is known whether they hold.</summary>
/// <remarks>Use ordinary transactions on the captured server, or <c>XA COMMIT … ONE PHASE</c>.</remarks>
public sealed class PreparedTransactionException : CaptureException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="xid">The transaction's id, as the server spells it.</param>
    /// <param name="file">The binlog file.</param>
    /// <param name="offset">The offset of the event.</param>
    public PreparedTransactionException(string brand, string? xid, string file, long offset)
        : base(
            brand,
            $"an XA transaction ({xid}) was prepared: whether its rows hold isn't known until its XA COMMIT. Use ordinary transactions on the captured server (or XA COMMIT … ONE PHASE), "
            + "and capture the brand anew under another id.",
            file,
            offset)
    {
    }
}
