using CdcToSnowflake.Model;

namespace CdcToSnowflake.Files;

/// <summary>The builder for each way that a column can land.</summary>
internal static class ColumnBuilders
{
    public static ColumnBuilder For(ColumnSpec column, ZeroDatePolicy zeroDates, ColumnHash? hash, BufferSize size) => column.Column.Treatment switch
    {
        null => For(column, zeroDates, size),
        ColumnTreatment.Hash => new HashColumn(column, hash ?? throw new InvalidOperationException($"There is no salt to hash the column {column.Name} with."), zeroDates, size),
        _ => new DroppedColumn(column, size),
    };

    private static ColumnBuilder For(ColumnSpec column, ZeroDatePolicy zeroDates, BufferSize size)
    {
        var landing = Landing.Of(column.Type);
        return landing.Form switch
        {
            FileForm.Integer => new IntegerColumn(column, size),
            FileForm.Decimal when landing.Precision <= SmallDecimalColumn.MostDigits => new SmallDecimalColumn(column, landing, size),
            FileForm.Decimal => new WideDecimalColumn(column, landing, size),
            FileForm.Double => new DoubleColumn(column, size),
            FileForm.Date => new DateColumn(column, zeroDates, size),
            FileForm.Micros => new MicrosColumn(column, zeroDates, size),
            FileForm.InstantText => new InstantColumn(column, zeroDates, size),
            FileForm.Text => new TextColumn(column, size),
            FileForm.Json => new JsonColumn(column, size),
            FileForm.Hex => new HexColumn(column, size),
            FileForm.Vector => new VectorColumn(column, size),
            _ => throw new InvalidOperationException($"No column builder writes {landing.Form}."),
        };
    }
}
