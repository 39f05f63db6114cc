using System.Text;

namespace CdcToSnowflake.Files.Reading;

/// <summary>The inverse of <see cref="Text.CsvLines"/>.</summary>
internal sealed class CsvFields : ITextFields
{
    private readonly StringBuilder _field = new();
    private bool _isPastNames;

    public bool Read(TextReader text, string?[] fields)
    {
        if (!_isPastNames)
        {
            _isPastNames = true;
            text.ReadLine();
        }

        if (text.Peek() < 0)
        {
            return false;
        }

        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = text.Peek() == '"' ? Quoted(text) : Plain(text);
            if (text.Read() != (i < fields.Length - 1 ? ',' : '\n'))
            {
                throw new InvalidDataException("A row of the file doesn't have the fields that its shape says.");
            }
        }

        return true;
    }

    private string? Plain(TextReader text)
    {
        _field.Clear();
        while (text.Peek() is >= 0 and not (',' or '\n'))
        {
            _field.Append((char)text.Read());
        }

        return _field.Length == 0 ? null : _field.ToString();
    }

    private string Quoted(TextReader text)
    {
        _field.Clear();
        text.Read();
        while (text.Read() is >= 0 and var c)
        {
            if (c == '"')
            {
                if (text.Peek() != '"')
                {
                    break;
                }

                text.Read();
            }

            _field.Append((char)c);
        }

        return _field.ToString();
    }
}
