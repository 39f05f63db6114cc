using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using CdcToSnowflake.Binlog;

namespace BinlogCat;

/// <summary>Row changes as JSON lines over a buffered output.</summary>
internal sealed class JsonLines : IDisposable
{
    private const int FlushBytes = 1 << 18;

    private readonly Stream _output;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushBytes * 2);
    private readonly Utf8JsonWriter _json;
    private readonly ArrayBufferWriter<byte> _document = new();
    private readonly Dictionary<BinlogTable, TableNames> _names = new(ReferenceEqualityComparer.Instance);
    private int _whole;

    public JsonLines(Stream output)
    {
        _output = output;

        // The lines are data, not part of an HTML page, and each token is made here: neither needs the writer's care.
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    /// <summary>Whether the other end of the pipe has gone away (<c>BinlogCat … | head</c>).</summary>
    public bool IsOutputGone { get; private set; }

    public void Write(BinlogBatch batch)
    {
        var table = batch.Table;
        if (!_names.TryGetValue(table, out var names))
        {
            _names[table] = names = new TableNames(table);
        }

        var gtid = batch.Transaction?.Gtid;
        foreach (var change in batch.Rows)
        {
            _json.Reset(_buffer);
            _json.WriteStartObject();
            _json.WriteString("op"u8, change.Operation switch { RowOperation.Insert => "I"u8, RowOperation.Update => "U"u8, _ => "D"u8 });
            _json.WriteString("schema"u8, names.Schema);
            _json.WriteString("table"u8, names.Table);
            _json.WriteString("file"u8, batch.File);
            _json.WriteNumber("pos"u8, batch.StartOffset);
            _json.WriteString("gtid"u8, gtid);
            _json.WriteNumber("ts"u8, batch.TimestampMicros);
            Image("before"u8, change.HasBefore, change, names);
            Image("after"u8, change.HasAfter, change, names);
            if (change.HasAfter)
            {
                Diffs(change.After, names);
            }

            _json.WriteEndObject();
            _json.Flush();
            _buffer.Write("\n"u8);
            _whole = _buffer.WrittenCount;
            if (_whole >= FlushBytes)
            {
                Flush();
            }
        }
    }

    /// <summary>Writes the whole lines out; a line that an error broke off is forgotten.</summary>
    public void Flush()
    {
        try
        {
            _output.Write(_buffer.WrittenSpan[.._whole]);
            _output.Flush();
        }
        catch (IOException)
        {
            IsOutputGone = true;
            throw;
        }

        _buffer.ResetWrittenCount();
        _whole = 0;
    }

    public void Dispose() => _json.Dispose();

    private void Diffs(BinlogRow after, TableNames names)
    {
        var isAny = false;
        for (var column = 0; column < after.ColumnCount; column++)
        {
            if (!after.IsPartial(column))
            {
                continue;
            }

            if (!isAny)
            {
                isAny = true;
                _json.WriteStartObject("diffs"u8);
            }

            _json.WriteStartArray(names.Columns[column]);
            foreach (var diff in after.GetJsonDiffs(column))
            {
                _json.WriteStartObject();
                _json.WriteString("op"u8, diff.Operation switch { BinlogJsonDiffOperation.Replace => "replace"u8, BinlogJsonDiffOperation.Insert => "insert"u8, _ => "remove"u8 });
                _json.WriteString("path"u8, diff.PathUtf8);
                if (diff.Operation != BinlogJsonDiffOperation.Remove)
                {
                    _document.ResetWrittenCount();
                    diff.Value.WriteTo(_document);
                    _json.WritePropertyName("value"u8);
                    _json.WriteRawValue(_document.WrittenSpan, skipInputValidation: true);
                }

                _json.WriteEndObject();
            }

            _json.WriteEndArray();
        }

        if (isAny)
        {
            _json.WriteEndObject();
        }
    }

    private void Image(ReadOnlySpan<byte> name, bool isThere, in RowChange change, TableNames names)
    {
        if (!isThere)
        {
            _json.WriteNull(name);
            return;
        }

        _json.WriteStartObject(name);
        var visitor = new JsonVisitor(_json, names, _document);
        var row = name[0] == (byte)'b' ? change.Before : change.After;
        row.Visit(ref visitor);
        _json.WriteEndObject();
    }
}
