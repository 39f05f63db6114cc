using System.Text;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>Records of a file of separated values, one after another.</summary>
internal sealed class CsvReader(TextReader text, CsvFormat format, IReadOnlyList<string> nullIf)
{
    private readonly char[] _buffer = new char[1 << 15];
    private readonly StringBuilder _field = new();
    private readonly StringBuilder _raw = new();
    private int _at;
    private int _length;

    /// <summary>The fields of the record that was read last; NULL is null.</summary>
    public List<string?> Fields { get; } = [];

    /// <summary>The line that the record began in, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Why the record can't be taken; null if it can.</summary>
    public FileError? Error { get; private set; }

    private long CurrentLine { get; set; } = 1;

    private long Character { get; set; }

    /// <summary>Passes over lines, whatever ends a record.</summary>
    public void SkipLines(int count)
    {
        for (; count > 0 && Here >= 0; count--)
        {
            while (Here >= 0 && Take() != '\n')
            {
            }
        }
    }

    /// <summary>Reads a record; false: there is none left.</summary>
    public bool Read()
    {
        do
        {
            if (Here < 0)
            {
                return false;
            }

            (Line, Character, Error) = (CurrentLine, 0, null);
            Fields.Clear();
            var isBlank = IsRecordEnd();
            if (isBlank && !format.SkipsBlankLines)
            {
                Error = new FileError("End of record reached while expected to parse a column", Line, 1, null);
            }

            if (!isBlank)
            {
                while (Field())
                {
                }

                return true;
            }

            TakeRecordEnd();
        }
        while (format.SkipsBlankLines);
        return true;
    }

    // Reads a field and what ends it; true: another one follows.
    private bool Field()
    {
        _field.Clear();
        _raw.Clear();
        if (format.TrimsSpace)
        {
            Spaces();
        }

        if (format.Enclosure is { } quote && Here == quote)
        {
            Enclosed(quote);
        }
        else
        {
            Unenclosed();
        }

        if (TryTake(format.FieldDelimiter))
        {
            return true;
        }

        TakeRecordEnd();
        return false;
    }

    private void Spaces()
    {
        while (Here is ' ' or '\t' && !Begins(format.FieldDelimiter))
        {
            Take();
        }
    }

    private void Enclosed(char quote)
    {
        Take();
        while (true)
        {
            if (Here < 0)
            {
                Error ??= new FileError($"End of file reached while the closing '{quote}' of a field was expected", Line, Character, null);
                break;
            }

            if (!format.AllowsSeveralLines && IsRecordEnd())
            {
                Error ??= new FileError("A field goes over several lines, and MULTI_LINE is FALSE", Line, Character, null);
                break;
            }

            var taken = (char)Take();
            if (taken == format.Escape && Here >= 0 && (taken != quote || Here == quote))
            {
                _field.Append((char)Take());
            }
            else if (taken != quote)
            {
                _field.Append(taken);
            }
            else if (Here == quote)
            {
                _field.Append((char)Take());
            }
            else
            {
                break;
            }
        }

        if (format.TrimsSpace)
        {
            Spaces();
        }

        if (Here >= 0 && !Begins(format.FieldDelimiter) && !IsRecordEnd())
        {
            Error ??= new FileError($"Found character '{(char)Here}' instead of field delimiter '{format.FieldDelimiter}'", CurrentLine, Character + 1, null);
            while (Here >= 0 && !Begins(format.FieldDelimiter) && !IsRecordEnd())
            {
                Take();
            }
        }

        var value = _field.ToString();
        Fields.Add(nullIf.Contains(value) ? null : value);
    }

    private void Unenclosed()
    {
        while (Here >= 0 && !Begins(format.FieldDelimiter) && !IsRecordEnd())
        {
            var taken = (char)Take();
            _raw.Append(taken);
            if (taken == format.UnenclosedEscape && Here >= 0)
            {
                taken = (char)Take();
                _raw.Append(taken);
            }

            _field.Append(taken);
        }

        var (value, raw) = (_field.ToString(), _raw.ToString());
        if (format.TrimsSpace)
        {
            (value, raw) = (value.TrimEnd(' ', '\t'), raw.TrimEnd(' ', '\t'));
        }

        // \N is written with the escape character, and meant as it is written.
        Fields.Add(nullIf.Contains(value) || nullIf.Contains(raw) || (value.Length == 0 && format.EmptyIsNull) ? null : value);
    }

    private bool IsRecordEnd() => format.RecordDelimiter switch
    {
        "\n" => Here == '\n' || (Here == '\r' && Ahead(1) == '\n'),
        var delimiter => Begins(delimiter),
    };

    private void TakeRecordEnd()
    {
        if (format.RecordDelimiter == "\n" && Here == '\r')
        {
            Take();
        }

        TryTake(format.RecordDelimiter);
    }

    private bool Begins(string? delimiter)
    {
        if (delimiter is null || Here != delimiter[0])
        {
            return false;
        }

        for (var i = 1; i < delimiter.Length; i++)
        {
            if (Ahead(i) != delimiter[i])
            {
                return false;
            }
        }

        return true;
    }

    private bool TryTake(string? delimiter)
    {
        if (!Begins(delimiter))
        {
            return false;
        }

        for (var i = 0; i < delimiter!.Length; i++)
        {
            Take();
        }

        return true;
    }

    private int Here => _at < _length ? _buffer[_at] : Ahead(0);

    private int Take()
    {
        var taken = Here;
        _at++;
        Character++;
        if (taken == '\n')
        {
            CurrentLine++;
            Character = 0;
        }

        return taken;
    }

    // Delimiters are short, so that what is left of the buffer moves to its front now and then.
    private int Ahead(int distance)
    {
        while (_at + distance >= _length)
        {
            _buffer.AsSpan(_at, _length - _at).CopyTo(_buffer);
            (_length, _at) = (_length - _at, 0);
            var read = text.Read(_buffer, _length, _buffer.Length - _length);
            if (read == 0)
            {
                return -1;
            }

            _length += read;
        }

        return _buffer[_at + distance];
    }
}
