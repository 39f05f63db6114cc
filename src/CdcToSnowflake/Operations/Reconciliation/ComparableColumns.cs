using System.Globalization;
using System.Text;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Files;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Operations.Reconciliation;

/// <summary>A table's columns on both sides, those that both servers write as the same text.</summary>
internal sealed class ComparableColumns
{
    private readonly IReadOnlyList<QueriedColumn> _sourceKey;

    private ComparableColumns(
        BrandTable table, IReadOnlyList<(QueriedColumn Source, ComparedColumn Raw)> key, IReadOnlyList<ComparedColumn> order, IReadOnlyList<ComparedColumn> compared, IReadOnlyList<string> notCompared, TableSelect select) =>
        (Model, _sourceKey, Key, Order, Compared, NotCompared, Select) = (table, [.. key.Select(pair => pair.Source)], [.. key.Select(pair => pair.Raw)], order, compared, notCompared, select);

    public string Brand => Model.Brand;

    public string Table => $"{Model.Schema}.{Model.Source}";

    public BrandTable Model { get; }

    /// <summary>The key's columns, in the order in which its text has them.</summary>
    public IReadOnlyList<ComparedColumn> Key { get; }

    /// <summary>The source's names of the key's columns, in the key's order.</summary>
    public IReadOnlyList<string> SourceKey => [.. _sourceKey.Select(column => column.Name)];

    /// <summary>Whether RAW keeps rows that are deleted.</summary>
    public bool KeepsDeletedRows => Model.IsSoft;

    /// <summary>The key's columns in the order by which both sides can be read in ranges; none if they can't.</summary>
    public IReadOnlyList<ComparedColumn> Order { get; }

    public IReadOnlyList<ComparedColumn> Compared { get; }

    /// <summary>The source's names of the other columns.</summary>
    public IReadOnlyList<string> NotCompared { get; }

    /// <summary>Selects, of the source, the order's columns, then the key's text and the hash.</summary>
    public TableSelect Select { get; }

    /// <exception cref="ReconciliationException">The table can't be compared.</exception>
    public static ComparableColumns Of(BrandTable table, QueriedTable there)
    {
        ReconciliationException Refused(string problem) => new(table.Brand, $"{table.Schema}.{table.Source}", problem);
        if (table.IsAppendOnly || table.Key.Count == 0)
        {
            throw Refused("it is a log, of changes, not of rows.");
        }

        if (table.Options.Landing == LandingMode.Variant)
        {
            throw Refused("it lands as VARIANT, where the touched keys aren't columns. Read it again instead (RequestSnapshotAsync).");
        }

        var pairs = there.Columns.Select(column => (Source: column, Raw: Pair(table, column))).ToList();
        var keys = table.Key.Select(name => pairs.FirstOrDefault(pair => pair.Raw?.Name.Text == name)).ToList();
        if (keys.Any(key => key.Raw is null))
        {
            throw Refused("its key has a column of a type that the two servers don't write alike, or that was renamed or widened. Read it again instead (RequestSnapshotAsync).");
        }

        var compared = pairs.Where(pair => pair.Raw is not null).ToList();
        var order = there.ReadingOrder([.. keys.Select(key => there.IndexOf(key.Source.Name))]) is { } indexes && indexes.All(index => IsOrderedAlike(there.Columns[index]))
            ? indexes.Select(index => pairs[index]).ToList() : [];
        var select = new TableSelect(
            there with
            {
                Columns =
                [
                    .. order.Select(pair => pair.Source),
                    Made("key_text", Texts(keys.Select(key => (key.Source, key.Raw!)))),
                    Made("row_hash", $"SHA2({Texts(compared.Select(pair => (pair.Source, pair.Raw!)))}, 256)"),
                ],
            },
            order.Count == 0 ? null : [.. Enumerable.Range(0, order.Count)]);
        return new ComparableColumns(
            table, [.. keys.Select(key => (key.Source, key.Raw!))], [.. order.Select(pair => pair.Raw!)], [.. compared.Select(pair => pair.Raw!)],
            [.. pairs.Where(pair => pair.Raw is null).Select(pair => pair.Source.Name)], select);
    }

    /// <summary>A key's values as a snapshot's SELECT has them.</summary>
    /// <param name="key">The key as text.</param>
    /// <returns>A value for each column; null if one of them is NULL.</returns>
    public IReadOnlyList<byte[]>? ValuesOf(string key)
    {
        var values = KeyText.Parse(key);
        return values.Contains(null) ? null : [.. values.Select((value, i) => Value(value!, Key[i].Form, _sourceKey[i].Form.Type.Kind))];
    }

    /// <summary>The bounds of a chunk in RAW.</summary>
    public IReadOnlyList<KeyBound> Bounds(IReadOnlyList<byte[]>? after, IReadOnlyList<byte[]>? upTo)
    {
        List<KeyBound> bounds = [];
        foreach (var (values, isUpper) in ((IReadOnlyList<byte[]>?, bool)[])[(after, false), (upTo, true)])
        {
            if (values is not null)
            {
                bounds.Add(new KeyBound(Order, [.. values.Select((value, i) => Bound(value, Order[i]))], isUpper));
            }
        }

        return bounds;
    }

    // An instant is read as seconds since 1970.
    private static byte[] Value(string value, string form, SourceKind kind) => form == "Hex" ? Convert.FromHexString(value) : Encoding.UTF8.GetBytes(
        kind != SourceKind.Timestamp ? value
        : ((decimal)(DateTime.ParseExact(value, "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond).ToString("F6", CultureInfo.InvariantCulture));

    // As RAW's side of a range reads it: an instant comes as seconds since 1970, the zero date as none.
    private static string Bound(byte[] value, ComparedColumn column) =>
        column.Form == "Hex" ? Convert.ToHexString(value)
        : column.Type.Kind == SnowflakeKind.TimestampTz ? DateTime.UnixEpoch.AddMicroseconds(QueriedValue.TryReadInstant(value, out var micros) ? micros : 0).ToString("yyyy-MM-dd HH:mm:ss.ffffff '+00:00'", CultureInfo.InvariantCulture)
        : Encoding.ASCII.GetString(value);

    // Numbers, dates and bytes: text goes by collations that Snowflake doesn't have.
    private static bool IsOrderedAlike(QueriedColumn column) => column.IsOrdered && column.Form.Type.Kind is SourceKind.TinyInt or SourceKind.SmallInt or SourceKind.MediumInt or SourceKind.Int or SourceKind.BigInt
        or SourceKind.Decimal or SourceKind.Date or SourceKind.DateTime or SourceKind.Timestamp or SourceKind.Binary or SourceKind.VarBinary;

    private static ComparedColumn? Pair(BrandTable table, QueriedColumn column)
    {
        var raw = table.Columns.FirstOrDefault(known => known.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase));
        if (raw is null || raw.IsRenamed || IsTreated(table, column))
        {
            return null;
        }

        var type = column.Form.Type;
        var form = (type.Kind, raw.Type.Kind) switch
        {
            (SourceKind.TinyInt or SourceKind.SmallInt or SourceKind.MediumInt or SourceKind.Int or SourceKind.BigInt or SourceKind.Year or SourceKind.Bit, SnowflakeKind.Number) when raw.Type.Scale == 0 => "Number",
            (SourceKind.Decimal, SnowflakeKind.Number) when raw.Type.Scale == type.Scale => "Number",
            (SourceKind.Char or SourceKind.VarChar or SourceKind.Text or SourceKind.Enum or SourceKind.Set, SnowflakeKind.VarChar) => "Text",
            (SourceKind.Date, SnowflakeKind.Date) => "Date",
            (SourceKind.DateTime, SnowflakeKind.TimestampNtz) or (SourceKind.Timestamp, SnowflakeKind.TimestampTz) => "Moment",
            (SourceKind.Binary or SourceKind.VarBinary or SourceKind.Blob, SnowflakeKind.Binary) => "Hex",
            _ => null,
        };
        return form is null ? null : new ComparedColumn(new PlainText(raw.Name), form, raw.Type);
    }

    // A hash in RAW is of the value and a salt, which only the capture has.
    private static bool IsTreated(BrandTable table, QueriedColumn column) =>
        table.Shapes.Any(shape => shape.Columns.Any(known => known.Treatment is not null && known.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase)));

    private static QueriedColumn Made(string name, string expression) => new(name, new ColumnForm(new SourceType(SourceKind.Text)), IsNullable: false, [], expression, IsOrdered: false);

    private static string Texts(IEnumerable<(QueriedColumn Source, ComparedColumn Raw)> columns) => $"CONCAT({string.Join(", '|', ", columns.Select(pair => Text(pair.Source, pair.Raw.Form)))})";

    // As operations/text writes it, from RAW.
    private static string Text(QueriedColumn column, string form)
    {
        var name = SourceSql.Quote(column.Name);
        return form switch
        {
            // Zero and partial dates are NULL in RAW.
            "Date" => $"COALESCE(IF(MONTH({name}) = 0 OR DAYOFMONTH({name}) = 0, NULL, CONCAT('10:', DATE_FORMAT({name}, '%Y-%m-%d'))), '-')",
            "Moment" => $"COALESCE(IF(MONTH({name}) = 0 OR DAYOFMONTH({name}) = 0, NULL, CONCAT('26:', DATE_FORMAT({name}, '%Y-%m-%d %H:%i:%s.%f'))), '-')",
            // What is too large for the server's packets is NULL and not a dash, and so is the hash of its row.
            "Hex" => $"IF({name} IS NULL, '-', CONCAT(LENGTH({column.Expression}) * 2, ':', HEX({column.Expression})))",
            _ => $"IF({name} IS NULL, '-', CONCAT(CHAR_LENGTH(CONVERT({column.Expression} USING utf8mb4)), ':', CONVERT({column.Expression} USING utf8mb4)))",
        };
    }
}
