using System.Globalization;
using CdcToSnowflake.Operations.Cost.Predicates;
using CdcToSnowflake.Operations.Cost.Reading;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Sql.Views;

namespace CdcToSnowflake.Operations.Cost.Advice;

/// <summary>The clustering keys that the predicates and joins of the most expensive statements ask for, of tables that are large enough, by the manual's "Clustering keys &amp; clustered tables".</summary>
internal sealed class ClusteringAdvice
{
    // "A maximum of 3 or 4 columns per key."
    private const int MostColumns = 3;

    // A column by which less than a fifth of what is spent on the table is chosen isn't worth its place in the key.
    private const double LeastWeight = 0.2;

    // "Queries need to read only a small percentage of rows": of a tenth or more, partitions in order leave little out.
    private const double MostSelected = 0.1;

    private readonly CostFacts _facts;
    private readonly SnowflakeSql _sql;
    private readonly CostOptions _options;
    private readonly List<TableReading> _readings = [];

    public ClusteringAdvice(CostFacts facts, SnowflakeSql sql, CostOptions options)
    {
        (_facts, _sql, _options) = (facts, sql, options);
        Parsed = Parse();
    }

    /// <summary>How far the statements could be read.</summary>
    public ParsedQueries Parsed { get; }

    public IEnumerable<CostAdvice> Advise() => _readings.GroupBy(reading => reading.Pruning.Table).Where(table => table.Max(reading => reading.Pruning.Partitions) >= _options.LeastPartitions)
        .Select(table => Of(table.Key, [.. table])).OfType<CostAdvice>();

    private ParsedQueries Parse()
    {
        var pruning = _facts.Pruning.ToLookup(table => table.Hash, StringComparer.Ordinal);
        var (read, unread, unreadCredits, unresolved) = (0, 0, 0m, 0);
        // One hash may have run in several places; what is known of its pruning is known of all together.
        foreach (var group in _facts.Queries.GroupBy(query => query.Hash, StringComparer.Ordinal))
        {
            var (query, credits) = (group.First(), group.Sum(query => query.Credits ?? 0));
            try
            {
                var predicates = PredicateReader.Read(query.Text, query.Database, query.Schema, _facts.Columns);
                (read, unresolved) = (read + 1, unresolved + predicates.Unresolved);
                var scanned = pruning[group.Key].Sum(table => table.Scanned);
                _readings.AddRange(pruning[group.Key].Select(table => new TableReading(
                    table, query, scanned == 0 ? 0 : credits * table.Scanned / scanned, [.. predicates.Uses.Where(use => use.Table == table.Table)])));
            }
            catch (UnreadableQueryException)
            {
                (unread, unreadCredits) = (unread + 1, unreadCredits + credits);
            }
        }

        return new ParsedQueries(read, unread, unreadCredits, unresolved);
    }

    private CostAdvice? Of(FullName table, List<TableReading> readings)
    {
        var types = _facts.Columns.GetValueOrDefault(table) ?? new Dictionary<string, string>();
        var total = (double)readings.Sum(reading => reading.Credits);
        if (total <= 0)
        {
            return null;
        }

        var selective = readings.Where(reading => reading.Pruning.Selectivity < MostSelected).ToList();
        var key = Key(selective, total, types);
        var helped = selective.Where(reading => reading.Uses.Any(use => key.Contains(use.Column, StringComparer.Ordinal) && use.Kind != ColumnUseKind.Join)).ToList();
        var before = readings.Sum(reading => reading.Credits);
        var after = before - helped.Sum(reading => reading.Credits * (1 - Remaining(reading, key.Count)));
        if (key.Count == 0 || after >= before)
        {
            return null;
        }

        var columns = key.Select(column => new ClusteringColumnView(new PlainText(column), types.GetValueOrDefault(column)?.StartsWith("TIMESTAMP", StringComparison.Ordinal) == true)).ToList();
        var (scanned, left) = (helped.Sum(reading => reading.Pruning.Scanned), helped.Sum(reading => reading.Pruning.Scanned * Remaining(reading, key.Count)));
        List<string> evidence =
        [
            string.Create(CultureInfo.InvariantCulture, $"It has about {readings.Max(reading => reading.Pruning.Partitions):N0} micro-partitions. The statements that choose by the key read {CostText.Count(scanned)} in the period; in the key's order they would read about {left:N0}."),
            .. helped.OrderByDescending(reading => reading.Credits).Take(5).Select(Seen),
            .. _facts.Clustering.Where(step => step.Table == table).Sum(step => step.Credits) is > 0 and var kept ? [$"It has a clustering key already, which was kept for {CostText.Credits(kept)}; compare the two."] : Enumerable.Empty<string>(),
        ];
        return new CostAdvice(
            CostAdviceKind.ClusteringKey,
            table.ToString(),
            $"Cluster {table} by {string.Join(", ", columns.Select(column => column.IsTimestamp ? $"the date of {column.Name.Text}" : column.Name.Text))}.",
            before,
            after,
            "Columns come from the parsed predicates and joins of the most expensive statements, weighed by their credits. A statement whose predicate matched a share of the rows is taken to read that share of the partitions, and one more for each column of the key; its credits are taken to fall with the partitions that it reads, which is a limit: "
            + "it does more than read. What Snowflake bills for keeping the order isn't in it; the first statement asks for an estimate of that, and it grows with how much the table changes.",
            evidence,
            [],
            [.. _sql.ClusterBy(new ObjectName(table.Database, table.Schema, table.Name), columns).Select(statement => statement.Text)],
            table.Database == _sql.CiDatabaseName ? "TableOptions.CiClusterBy" : "TableOptions.RawClusterBy");
    }

    /// <summary>The columns that most is spent on choosing by: those compared with values first, those with few values before ranges, which have many; then, if there is room, those joined by.</summary>
    private static List<string> Key(List<TableReading> readings, double total, IReadOnlyDictionary<string, string> types)
    {
        var weights = readings.SelectMany(reading => reading.Uses.Select(use => (use.Column, use.Kind, Weight: (double)reading.Credits / total)))
            .Where(use => types.GetValueOrDefault(use.Column) is not ("BOOLEAN" or "VARIANT" or "OBJECT" or "ARRAY" or "BINARY"))
            .GroupBy(use => (use.Column, IsJoin: use.Kind == ColumnUseKind.Join))
            .Select(column => (column.Key.Column, column.Key.IsJoin, IsRange: column.Any(use => use.Kind == ColumnUseKind.Range), Weight: column.Sum(use => use.Weight)))
            .Where(column => column.Weight >= LeastWeight).OrderByDescending(column => column.Weight).ThenBy(column => column.Column, StringComparer.Ordinal).ToList();
        var filters = weights.Where(column => !column.IsJoin).Take(MostColumns).OrderBy(column => column.IsRange).ThenByDescending(column => column.Weight).ToList();
        // A key of joins alone has no predicate that would leave anything out.
        return filters.Count == 0 ? [] : [.. filters.Select(column => column.Column).Concat(weights.Where(column => column.IsJoin).Select(column => column.Column)).Distinct(StringComparer.Ordinal).Take(MostColumns)];
    }

    private static decimal Remaining(TableReading reading, int columns)
    {
        var pruning = reading.Pruning;
        var least = pruning.Queries * Math.Min(pruning.Partitions, Math.Ceiling(pruning.Partitions * pruning.Selectivity) + columns);
        return pruning.Scanned == 0 ? 1 : (decimal)Math.Min(1, least / pruning.Scanned);
    }

    private static string Seen(TableReading reading)
    {
        var pruning = reading.Pruning;
        var uses = string.Join(", ", reading.Uses.Select(use => $"{use.Column} ({use.Kind switch { ColumnUseKind.Equality => "values", ColumnUseKind.Range => "a range", _ => "a join" }})"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{reading.Query.Type} {reading.Query.Hash[..Math.Min(8, reading.Query.Hash.Length)]}, {CostText.Count(pruning.Queries)} times for {CostText.Credits(reading.Credits)}, chooses by {uses}: it read {(pruning.Scanned + pruning.Pruned == 0 ? 1 : (double)pruning.Scanned / (pruning.Scanned + pruning.Pruned)):P0} of the partitions, and {pruning.Selectivity:0.###%} of the rows matched.");
    }
}
