using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>What <c>load/value</c> takes, and where the value goes: its name in the file, its name in Snowflake, how it stands in the file, its type, and its place in a file without names, from 1 (else 0).</summary>
internal sealed record LandedColumnView(PlainText Source, PlainText Target, string Form, SnowflakeType Type, int Place = 0)
{
    // The form of a column in whose place a hash stands, and of a date in a text file; the others are FileForm's.
    private const string Hash = "Hash";
    private const string DateText = "DateText";

    // In the order of MetaColumn.All, which files have too.
    private static readonly LandedColumnView[] Own =
    [
        Meta(MetaColumn.Op, FileForm.Text, SnowflakeType.VarChar), Meta(MetaColumn.UpdatedAt, FileForm.Micros, SnowflakeType.TimestampNtz), Meta(MetaColumn.Cut, FileForm.Integer, SnowflakeType.Number(20, 0)),
        Meta(MetaColumn.Seq, FileForm.Integer, SnowflakeType.Number(20, 0)), Meta(MetaColumn.Writer, FileForm.Text, SnowflakeType.VarChar),
    ];

    /// <summary>Columns by their names in a landed row.</summary>
    public static IReadOnlyList<LandedColumnView> Of(IEnumerable<LandedColumn> columns) => [.. columns.Select(Of)];

    /// <summary>The columns of a shape's files that are loaded, then our own.</summary>
    public static IReadOnlyList<LandedColumnView> OfFiles(SourceTable shape, IEnumerable<LandedColumn> columns)
    {
        bool isPlaced = shape.Format == FileFormat.CsvGzip;
        Dictionary<string, int> places = isPlaced ? shape.Written.Index().ToDictionary(column => column.Item.Name, column => column.Index + 1, StringComparer.Ordinal) : [];
        return
        [
            .. columns.Select(column => Of(column) with
            {
                Form = shape.Format != FileFormat.Parquet && column is { Landing.Form: FileForm.Date, IsHashed: false } ? DateText : FormOf(column),
                Place = isPlaced ? places[column.Source.Name] : 0,
            }),
            .. Own.Select((column, i) => isPlaced ? column with { Place = shape.Written.Count + i + 1 } : column),
        ];
    }

    private static LandedColumnView Of(LandedColumn column) =>
        new(new PlainText(column.Source.Name), new PlainText(column.StgName), FormOf(column), column.Landing.Type);

    private static string FormOf(LandedColumn column) => column.IsHashed ? Hash : column.Landing.Form.ToString();

    private static LandedColumnView Meta(string name, FileForm form, SnowflakeType type) => new(new PlainText(name), new PlainText(name), form.ToString(), type);
}
