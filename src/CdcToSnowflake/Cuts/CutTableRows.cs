using CdcToSnowflake.Files;

namespace CdcToSnowflake.Cuts;

/// <summary>What the open cut has of one table.</summary>
internal sealed class CutTableRows(CutTarget target, TableWriter writer)
{
    public CutTarget Target { get; } = target;

    public TableWriter Writer { get; } = writer;

    /// <summary>Rows in this cut, in builders, on disk and uploaded.</summary>
    public long Rows { get; set; }

    /// <summary>Parts that are uploaded already.</summary>
    public List<CutFile> Uploaded { get; } = [];
}
