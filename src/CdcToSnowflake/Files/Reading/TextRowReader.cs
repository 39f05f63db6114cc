using System.Globalization;
using System.IO.Compression;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Files.Reading;

/// <summary>Reads a text file.</summary>
internal sealed class TextRowReader : RowReader
{
    private readonly StreamReader _text;
    private readonly ITextFields _format;
    private readonly int[] _places;
    private readonly Func<string, object>[] _convert;
    private readonly string?[] _fields;

    /// <inheritdoc cref="RowReader.Open"/>
    public TextRowReader(Stream file, SourceTable table, IReadOnlyList<int> columns, ITextFields format)
        : base(table)
    {
        _text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        _format = format;
        _places = [.. columns.Select(table.PlaceOf)];
        _convert = [.. columns.Select(column => TextForms.For(table.Columns[column]))];
        _fields = new string?[table.Written.Count + MetaColumn.All.Count];
    }

    public override RowOp Op => (RowOp)Meta(MetaColumn.Op)[0];

    public override long UpdatedAtMicros => long.Parse(Meta(MetaColumn.UpdatedAt), CultureInfo.InvariantCulture);

    public override long Seq => long.Parse(Meta(MetaColumn.Seq), CultureInfo.InvariantCulture);

    public override object? this[int column] => _fields[_places[column]] is { } text ? _convert[column](text) : null;

    public override bool Read() => _format.Read(_text, _fields);

    public override void Dispose() => _text.Dispose();

    private string Meta(string name) => _fields[Table.Written.Count + MetaColumn.PlaceOf(name)] ?? throw new InvalidDataException($"A row of the file has no {name}.");
}
