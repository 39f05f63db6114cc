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
        foreach (var pattern in patterns)
        {
            _options.Tables.Add(pattern);
        }

        return this;
    }

    /// <summary>Names tables to leave out.</summary>
    /// <param name="patterns"><c>schema.table</c>, with <c>*</c> and <c>?</c>.</param>
    /// <returns>This.</returns>
    public BrandBuilder Except(params ReadOnlySpan<string> patterns)
    {
        foreach (var pattern in patterns)
        {
            _options.ExcludedTables.Add(pattern);
        }

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

    /// <summary>Changes how the brand is captured: <c>Capture(c => c with { CutInterval = … })</c>.</summary>
    /// <param name="change">From the settings so far to those that hold.</param>
    /// <returns>This.</returns>
    public BrandBuilder Capture(Func<CaptureOptions, CaptureOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        _options.Capture = change(_options.Capture);
        return this;
    }
}
