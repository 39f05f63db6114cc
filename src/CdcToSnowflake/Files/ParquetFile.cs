using ParquetSharp;
using ParquetSharp.IO;
using ParquetSharp.Schema;

namespace CdcToSnowflake.Files;

/// <summary>A Parquet file that grows by row groups on the local disk.</summary>
internal sealed class ParquetFile : IRowFile
{
    private readonly ScratchFile _file;
    private readonly ManagedOutputStream _output;
    private readonly ParquetFileWriter _writer;
    private long _rows;
    private bool _finished;

    /// <summary>Begins the file.</summary>
    /// <param name="scratchFolder">Where it lies.</param>
    /// <param name="columns">The file's columns; taken over.</param>
    /// <param name="large">Of those, the names of the ones whose values may be large.</param>
    public ParquetFile(string scratchFolder, IEnumerable<Node> columns, IEnumerable<string> large)
    {
        _file = ScratchFile.Open(scratchFolder);
        _output = new ManagedOutputStream(_file, leaveOpen: true);
        using var builder = new WriterPropertiesBuilder();
        // Version 1.0: only encodings that Snowflake's older scanner reads too (Snowflake's manual, "USE_VECTORIZED_SCANNER").
        foreach (var name in large)
        {
            // The library keeps the smallest and the largest value, of the page and of the row group, and leaves them out of the file as too long.
            builder.DisableStatistics(name);
        }

        using var properties = builder
            .MemoryPool(MemoryPool.SystemMemoryPool()) // the library's own allocator keeps tens of MiB for each thread that wrote once
            .Version(ParquetVersion.PARQUET_1_0)
            .Compression(Compression.Zstd)
            .CompressionLevel(1) // level 3 makes files 3 % smaller at best (benchmarks/results/parquet-writers.md)
            .CreatedBy("CdcToSnowflake")
            .DisableDictionary() // zstd finds repeats itself: dictionaries cost half of the time, and make numbers larger
            .Build();
        using var schema = new GroupNode("row", Repetition.Required, [.. columns]);
        _writer = new ParquetFileWriter(_output, schema, properties);
    }

    public long Length => _file.Length;

    /// <summary>Adds the rows as a row group.</summary>
    public void Write(RowBuffer rows, long cut, string writer)
    {
        _rows += rows.Rows;
        try
        {
            using var group = _writer.AppendRowGroup();
            foreach (var builder in rows.Written)
            {
                using var column = group.NextColumn();
                builder.Write(column);
            }

            rows.Meta.Write(group, cut, writer);
        }
        catch (ParquetException) when (_file.Failure is { } failure)
        {
            throw failure;
        }
    }

    public FinishedFile Finish()
    {
        try
        {
            _writer.Close();
        }
        catch (ParquetException) when (_file.Failure is { } failure)
        {
            throw failure;
        }

        Release();
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
            Release();
            _file.Dispose();
        }
    }

    private void Release()
    {
        _writer.Dispose();
        _output.Dispose();
    }
}
