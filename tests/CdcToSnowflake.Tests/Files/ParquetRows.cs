using System.Globalization;
using System.Numerics;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace CdcToSnowflake.Tests.Files;

/// <summary>Reads a Parquet file with Parquet.Net, a reader that shares no code with the writer.</summary>
internal static class ParquetRows
{
    public static async Task<List<Dictionary<string, object?>>> ReadAsync(byte[] content)
    {
        var rows = new List<Dictionary<string, object?>>();
        using var stream = new MemoryStream(content);
        await using var reader = await ParquetReader.CreateAsync(stream, new ParquetOptions { UseBigDecimal = true });
        for (var g = 0; g < reader.RowGroupCount; g++)
        {
            using var group = reader.OpenRowGroupReader(g);
            var first = rows.Count;
            for (var i = 0; i < (int)group.RowCount; i++)
            {
                rows.Add([]);
            }

            foreach (var field in reader.Schema.GetDataFields())
            {
                var values = await ColumnAsync(group, field, (int)group.RowCount);
                for (var i = 0; i < values.Length; i++)
                {
                    rows[first + i][field.Name] = values[i];
                }
            }
        }

        return rows;
    }

    /// <summary>The file's columns as <c>name physical logical repetition</c>.</summary>
    public static async Task<List<string>> SchemaAsync(byte[] content)
    {
        using var stream = new MemoryStream(content);
        await using var reader = await ParquetReader.CreateAsync(stream);
        return [.. reader.Metadata!.Schema.Skip(1).Select(e => $"{e.Name} {e.Type} {(e.LogicalType is null ? "-" : Logical(e))} {e.RepetitionType}")];
    }

    private static string Logical(Parquet.Meta.SchemaElement e) => e.LogicalType switch
    {
        { DECIMAL: { } d } => $"DECIMAL({d.Precision},{d.Scale})",
        { DATE: not null } => "DATE",
        { STRING: not null } => "STRING",
        _ => "other",
    };

    private static async Task<object?[]> ColumnAsync(ParquetRowGroupReader group, DataField field, int count)
    {
        if (field.ClrType == typeof(ReadOnlyMemory<char>))
        {
            var texts = new string?[count];
            await group.ReadAsync(field, texts.AsMemory()!);
            return texts;
        }

        return field.ClrType switch
        {
            { } t when t == typeof(long) => await ValuesAsync<long>(group, field, count),
            { } t when t == typeof(double) => await ValuesAsync<double>(group, field, count),
            { } t when t == typeof(BigDecimal) => [.. (await ValuesAsync<BigDecimal>(group, field, count)).Select(value => value is BigDecimal number ? Text(number) : null)],
            { } t when t == typeof(DateTime) => await ValuesAsync<DateTime>(group, field, count),
            _ => throw new InvalidOperationException($"{field.Name} has the CLR type {field.ClrType}."),
        };
    }

    /// <summary>A decimal as SQL prints it; .NET's own has too few digits.</summary>
    private static string Text(BigDecimal number)
    {
        var digits = BigInteger.Abs(number.UnscaledValue).ToString(CultureInfo.InvariantCulture).PadLeft(number.Scale + 1, '0');
        var text = number.Scale == 0 ? digits : $"{digits[..^number.Scale]}.{digits[^number.Scale..]}";
        return number.UnscaledValue.Sign < 0 ? "-" + text : text;
    }

    private static async Task<object?[]> ValuesAsync<T>(ParquetRowGroupReader group, DataField field, int count)
        where T : struct
    {
        if (!field.IsNullable)
        {
            var plain = new T[count];
            await group.ReadAsync<T>(field, plain.AsMemory());
            return [.. plain.Select(value => (object?)value)];
        }

        var values = new T?[count];
        await group.ReadAsync<T>(field, values.AsMemory());
        return [.. values.Select(value => (object?)value)];
    }
}
