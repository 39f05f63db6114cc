using CdcToSnowflake.Capture;
using CdcToSnowflake.Hosting.Sources;

namespace CdcToSnowflake.Hosting;

/// <summary>Describes a brand in code.</summary>
public sealed class BrandBuilder
{
    private readonly BrandOptions _options;

    internal BrandBuilder(BrandOptions options) => _options = options;

    /// <summary>Takes a MySQL, Aurora MySQL or MariaDB server's binlog.</summary>
    /// <param name="connectionString">As <see cref="BrandOptions.ConnectionString"/>.</param>
    /// <returns>This.</returns>
    public BrandBuilder FromMySql(string connectionString)
    {
        _options.ConnectionString = connectionString;
        return this;
    }

    /// <summary>Reads the tables as they are from a replica of that server.</summary>
    /// <param name="connectionString">As <see cref="BrandOptions.SnapshotConnectionString"/>.</param>
    /// <returns>This.</returns>
    public BrandBuilder SnapshotsFrom(string connectionString)
    {
        _options.SnapshotConnectionString = connectionString;
        return this;
    }

    /// <summary>Takes another source, such as files (<see cref="Binlog.BinlogFileReader"/>) or a client whose password comes from a provider.</summary>
    /// <param name="source">Called at each start of the brand; the source is disposed of at its end.</param>
    /// <returns>This.</returns>
    public BrandBuilder From(Func<IServiceProvider, BrandSource> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _options.Source = source;
        return this;
    }

    /// <summary>Names tables to take, beside those named already.</summary>
    /// <param name="patterns"><c>schema.table</c>, with <c>*</c> and <c>?</c>.</param>
    /// <returns>This.</returns>
    public BrandBuilder Tables(params ReadOnlySpan<string> patterns)
    {
        Add(patterns, _options.Tables);
        return this;
    }

    /// <summary>Names tables to leave out.</summary>
    /// <param name="patterns"><c>schema.table</c>, with <c>*</c> and <c>?</c>.</param>
    /// <returns>This.</returns>
    public BrandBuilder Except(params ReadOnlySpan<string> patterns)
    {
        Add(patterns, _options.ExcludedTables);
        return this;
    }

    /// <summary>Names the columns that identify a table's rows, for a table without a primary key.</summary>
    /// <param name="table"><c>schema.table</c>.</param>
    /// <param name="columns">Columns that are unique together and never NULL.</param>
    /// <returns>This.</returns>
    public BrandBuilder Key(string table, params string[] columns)
    {
        _options.KeyColumns[table] = columns;
        return this;
    }

    /// <summary>Names tables that are logs: they need no key, each change becomes a row, and what they had before isn't taken unless <see cref="SnapshotOptions.ReadsAppendOnlyTables"/> says so.</summary>
    /// <param name="patterns"><c>schema.table</c>, with <c>*</c> and <c>?</c>.</param>
    /// <returns>This.</returns>
    public BrandBuilder AppendOnly(params ReadOnlySpan<string> patterns)
    {
        Add(patterns, _options.AppendOnlyTables);
        return this;
    }

    /// <summary>Names columns that nothing is written of.</summary>
    /// <param name="patterns"><c>schema.table.column</c>, with <c>*</c> and <c>?</c>.</param>
    /// <returns>This.</returns>
    public BrandBuilder DropColumns(params ReadOnlySpan<string> patterns)
    {
        Add(patterns, _options.DroppedColumns);
        return this;
    }

    /// <summary>Names columns that become a hash before anything is written.</summary>
    /// <param name="salt">The secret of the hashes, at least 16 bytes in UTF-8; the same for all of the brand's columns.</param>
    /// <param name="patterns"><c>schema.table.column</c>, with <c>*</c> and <c>?</c>.</param>
    /// <returns>This.</returns>
    public BrandBuilder HashColumns(string salt, params ReadOnlySpan<string> patterns)
    {
        _options.HashSalt = salt;
        Add(patterns, _options.HashedColumns);
        return this;
    }

    /// <summary>Changes how the brand is captured: <c>Capture(c => c with { CutInterval = … })</c>.</summary>
    /// <param name="change">From the settings so far to those that hold.</param>
    /// <returns>This.</returns>
    public BrandBuilder Capture(Func<CaptureOptions, CaptureOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        _options.Capture = change(_options.Capture);
        return this;
    }

    private static void Add(ReadOnlySpan<string> patterns, IList<string> to)
    {
        foreach (var pattern in patterns)
        {
            to.Add(pattern);
        }
    }
}
