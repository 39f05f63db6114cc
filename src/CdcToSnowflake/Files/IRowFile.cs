namespace CdcToSnowflake.Files;

/// <summary>A file of rows that grows on the local disk.</summary>
internal interface IRowFile : IDisposable
{
    /// <summary>Bytes on the disk so far.</summary>
    long Length { get; }

    /// <summary>Adds the rows of a buffer, which is left as it is.</summary>
    void Write(RowBuffer rows, long cut, string writer);

    /// <summary>Ends the file and hands the content over, at its start. This object is then used up.</summary>
    FinishedFile Finish();
}
