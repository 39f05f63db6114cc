namespace CdcToSnowflake.Capture;

/// <summary>A transaction with rows was rolled back in the binlog: those of non-transactional tables happened, the others didn't, and the log doesn't tell which.</summary>
/// <remarks>Move the tables to a transactional engine (<c>ALTER TABLE … ENGINE = InnoDB</c>), and capture the brand anew under another id.</remarks>
public sealed class RolledBackRowsException : CaptureException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="rows">How many captured rows the transaction has.</param>
    /// <param name="file">The binlog file.</param>
    /// <param name="offset">The offset of the rollback.</param>
    public RolledBackRowsException(string brand, long rows, string file, long offset)
        : base(
            brand,
            $"a transaction with {rows} captured rows was rolled back, as happens when it changed tables of a non-transactional engine (MyISAM). "
            + "Make them InnoDB (SELECT table_schema, table_name FROM information_schema.tables WHERE engine = 'MyISAM'), and capture the brand anew under another id.",
            file,
            offset)
    {
    }
}
