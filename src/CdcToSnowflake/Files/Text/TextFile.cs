using System.IO.Compression;

namespace CdcToSnowflake.Files.Text;

/// <summary>A text file, compressed with gzip, that grows by lines on the local disk.</summary>
internal sealed class TextFile : IRowFile
{
    private readonly FileStream _file;
    private readonly TextLines _lines;
    private readonly GzipBlocks _gzip;
    private long _rows;
    private bool _finished;

    public TextFile(string scratchFolder, TextLines lines, CompressionLevel level)
    {
        _file = ScratchFile.Open(scratchFolder);
        _lines = lines;
        _gzip = new GzipBlocks(_file, level);
        lines.WriteHeader(_gzip);
    }

    public long Length => _file.Length;

    public void Write(RowBuffer rows, long cut, string writer)
    {
        _rows += rows.Rows;
        _lines.Write(rows, cut, writer, _gzip);
        _gzip.Flush();
    }

    public FinishedFile Finish()
    {
        _gzip.Finish();
        _file.Flush();
        _file.Position = 0;
        _finished = true;
        return new FinishedFile(_file, _rows, _file.Length);
    }

    public void Dispose()
    {
        if (!_finished)
        {
            _finished = true;
            _gzip.Dispose();
            _file.Dispose();
        }
    }
}
