using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Hosting.Changes;

/// <summary>What a change handler hears, and from when on.</summary>
public sealed class ChangeHandlerOptions
{
    internal ChangeHandlerOptions(Type handler, Type row)
    {
        (Handler, Row, Name) = (handler, row, handler.FullName ?? handler.Name);
        if (RowType.TableOf(row) is { } table)
        {
            Tables.Add(table);
        }
    }

    /// <summary>The name under which the store keeps how far the handler is. Set it before the class gets another name, else it begins anew.</summary>
    /// <value>Default: the class's full name.</value>
    public string Name { get; set; }

    /// <summary>The tables, as <c>schema.table</c> patterns with <c>*</c> and <c>?</c>. All must fit the row's type.</summary>
    /// <value>Default: the one that <c>[Table]</c> on the row's type names.</value>
    public IList<string> Tables { get; } = [];

    /// <summary>The brands.</summary>
    /// <value>Default: empty, which is all.</value>
    public IList<string> Brands { get; } = [];

    /// <summary>Whether a handler that the store doesn't know yet begins with the oldest cut that there is.</summary>
    /// <value>Default: false; it begins with what is committed from now on.</value>
    public bool FromEarliest { get; set; }

    /// <summary>Whether rows come, too, that were there before the capture began.</summary>
    /// <value>Default: false.</value>
    public bool IncludeSnapshots { get; set; }

    /// <summary>The most changes of one call. Large rows come in fewer: a call is made, too, once their values take about 16 MiB.</summary>
    /// <value>Default: 1,000; 1 to 100,000.</value>
    public int BatchSize { get; set; } = 1000;

    /// <summary>How old a cut may be before the handler's health is degraded, if the handler isn't done with it: a call that doesn't end shows so, and a handler that is far behind.</summary>
    /// <value>Default: 15 minutes; 1 second to 7 days.</value>
    public TimeSpan BehindLimit { get; set; } = TimeSpan.FromMinutes(15);

    internal Type Handler { get; }

    internal Type Row { get; }

    internal bool Takes(string brand) => Brands.Count == 0 || Brands.Contains(brand);

    internal BinlogTablePatterns Patterns() => new([.. Tables]);
}
