using System.Text;
using System.Text.Json;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>The documents of a JSON file, one after another: one a line, or however they follow each other.</summary>
internal sealed class JsonReader(TextReader text, FileFormat format)
{
    // "Semi-structured data types": what a VARIANT holds at most.
    private const int LongestBytes = 134_217_728;

    private readonly StringBuilder _document = new();
    private byte[] _utf8 = new byte[1 << 12];
    private long _line = 1;
    private bool _isOver;
    private bool _isFirst = true;

    /// <summary>The document that was read last, as it was written; empty if it can't be taken.</summary>
    public string Document { get; private set; } = string.Empty;

    /// <summary>The line that it began in, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Why it can't be taken; null if it can. Nothing is read after it: where the next one begins is not known.</summary>
    public FileError? Error { get; private set; }

    /// <summary>Reads a document; false: there is none left.</summary>
    public bool Read()
    {
        Skip();
        if (_isFirst && format.StripsOuterArray && text.Peek() == '[')
        {
            Take();
            Skip();
        }

        _isFirst = false;
        if (_isOver || text.Peek() < 0)
        {
            return false;
        }

        (Line, Document) = (_line, Scan());
        Error = _document.Length > LongestBytes || Encoding.UTF8.GetByteCount(Document) > LongestBytes ? new FileError($"Error parsing JSON: document is too large, max size {LongestBytes} bytes", Line, 1, null)
            : Line == _line || format.AllowsSeveralLines ? Invalid(Document) : new FileError("Error parsing JSON: a document goes over several lines, and MULTI_LINE is FALSE", Line, 1, null);
        _isOver = Error is not null;
        return true;
    }

    // Between documents.
    private void Skip()
    {
        while (text.Peek() is var here && (here is ' ' or '\t' or '\r' or '\n' || (format.StripsOuterArray && here is ',' or ']')))
        {
            Take();
        }
    }

    private string Scan()
    {
        _document.Clear();
        var (depth, inText, isEscaped) = (0, false, false);
        for (var here = text.Peek(); here >= 0; here = text.Peek())
        {
            var isEnd = depth == 0 && !inText && _document.Length > 0 && (here is ' ' or '\t' or '\r' or '\n' or '{' or '[' || (format.StripsOuterArray && here is ',' or ']'));
            if (isEnd)
            {
                break;
            }

            Take();
            _document.Append((char)here);
            if (inText)
            {
                (inText, isEscaped) = (here != '"' || isEscaped, here == '\\' && !isEscaped);
            }
            else
            {
                inText = here == '"';
                depth += here is '{' or '[' ? 1 : here is '}' or ']' ? -1 : 0;
            }

            if (_document.Length > LongestBytes)
            {
                return string.Empty;
            }

            if (depth <= 0 && !inText && here is '}' or ']' or '"')
            {
                break;
            }
        }

        return _document.ToString();
    }

    private int Take()
    {
        var taken = text.Read();
        _line += taken == '\n' ? 1 : 0;
        return taken;
    }

    private FileError? Invalid(string document)
    {
        var most = Encoding.UTF8.GetMaxByteCount(document.Length);
        if (_utf8.Length < most)
        {
            _utf8 = new byte[most];
        }

        var reader = new Utf8JsonReader(_utf8.AsSpan(0, Encoding.UTF8.GetBytes(document, _utf8)), new JsonReaderOptions { MaxDepth = 1000 });
        try
        {
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException error)
        {
            return new FileError($"Error parsing JSON: {error.Message.Split(" LineNumber:")[0]}", Line + (error.LineNumber ?? 0), (error.BytePositionInLine ?? 0) + 1, null);
        }
    }
}
