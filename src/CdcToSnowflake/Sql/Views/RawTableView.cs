using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>A brand's table as the merge into RAW sees it.</summary>
internal sealed record RawTableView(ObjectName Stg, ObjectName Raw, PlainText Path, PlainText PathBetweenSlashes, IReadOnlyList<ColumnView> Columns, IReadOnlyList<PlainText> Key)
{
    /// <summary>Whether a column was renamed, so that STG's columns aren't RAW's.</summary>
    public bool HasRenamed { get; } = Columns.Any(column => column.IsRenamed);

    public bool IsSoft { get; private init; }

    public bool IsAppendOnly { get; private init; }

    public bool IsVariant { get; private init; }

    /// <summary>Where the columns are in the one that holds the whole row; none where the table lands in columns.</summary>
    public IReadOnlyList<LandedColumnView> Paths { get; private init; } = [];

    public IReadOnlyList<PlainText> PathsAndShapes { get; private init; } = [];

    public static RawTableView Of(BrandTable table, SqlNames names) => new(
        names.StgTable(table),
        names.RawTable(table),
        new PlainText(table.Path),
        new PlainText($"/{table.Path}/"),
        ColumnView.Of(table.Columns),
        [.. table.Key.Select(name => new PlainText(name))])
    {
        IsSoft = table.IsSoft,
        IsAppendOnly = table.IsAppendOnly,
        IsVariant = table.Options.Landing == LandingMode.Variant,
        Paths = table.Options.Landing == LandingMode.Variant ? LandedColumnView.Of(VariantPaths.Of(table)) : [],
        PathsAndShapes = [.. table.Shapes.Select(shape => new PlainText($"{table.Path}/{shape.Shape}"))],
    };
}
