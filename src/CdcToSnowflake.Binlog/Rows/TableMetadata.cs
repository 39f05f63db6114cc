using System.Text;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Rows;

/// <summary>The optional metadata at a table map's end: fields of type, length, value; unknown ones are passed over.</summary>
internal sealed class TableMetadata
{
    private readonly ColumnField[] _fields;
    private readonly int[] _collations;
    private bool _hasSigns;
    private bool _hasCharsets;

    private TableMetadata(ColumnField[] fields)
    {
        _fields = fields;
        _collations = new int[fields.Length];
        IsUnsigned = new bool[fields.Length];
        Strings = new byte[fields.Length][][];
        GeometryTypes = new int?[fields.Length];
        Dimensions = new int?[fields.Length];
    }

    public bool[] IsUnsigned { get; }

    /// <summary>Names by column; null without FULL metadata.</summary>
    public string[]? Names { get; private set; }

    public IReadOnlyList<int> PrimaryKey { get; private set; } = [];

    /// <summary>The strings of ENUM and SET columns, in the column's charset.</summary>
    public byte[][]?[] Strings { get; }

    public int?[] GeometryTypes { get; }

    public int?[] Dimensions { get; }

    /// <summary>Null where the server doesn't say.</summary>
    public bool[]? IsVisible { get; private set; }

    /// <summary>Whether the sign of each number and the charset of each text was there: servers leave out a field that would describe no column, and with NO_LOG metadata all of them.</summary>
    public bool HasSignsAndCharsets => (_hasSigns || !_fields.Any(f => IsNumeric(f.Type))) && (_hasCharsets || !_fields.Any(f => IsText(f.Type)));

    /// <summary>A column's collation; 0 where unknown.</summary>
    public int Collation(int column) => _collations[column];

    public static TableMetadata Create(ReadOnlySpan<byte> bytes, ColumnField[] fields, bool isMariaDb)
    {
        var metadata = new TableMetadata(fields) { CountsGeometry = isMariaDb };
        var reader = new ByteReader(bytes);
        while (reader.Left > 0)
        {
            var type = reader.U8();
            metadata.Read(type, new ByteReader(reader.Bytes(reader.Count())));
        }

        return metadata;
    }

    private void Read(byte type, ByteReader value)
    {
        switch (type)
        {
            case 1:
                Bits(ref value, static f => IsNumeric(f.Type), IsUnsigned);
                _hasSigns = true;
                break;
            case 2 or 10:
                DefaultCollations(ref value, type == 10);
                _hasCharsets |= type == 2;
                break;
            case 3 or 11:
                for (var i = 0; i < _fields.Length; i++)
                {
                    if (IsCharacter(i, type == 11))
                    {
                        _collations[i] = Number(ref value);
                    }
                }

                _hasCharsets |= type == 3;
                break;
            case 4:
                Names = new string[_fields.Length];
                for (var i = 0; i < _fields.Length; i++)
                {
                    Names[i] = Encoding.UTF8.GetString(value.Bytes(value.Count()));
                }

                break;
            case 5 or 6:
                ReadStrings(ref value, type == 5 ? MySqlType.Set : MySqlType.Enum);
                break;
            case 7:
                Numbers(ref value, MySqlType.Geometry, GeometryTypes);
                break;
            case 8 or 9:
                ReadPrimaryKey(ref value, hasPrefixes: type == 9);
                break;
            case 12:
                IsVisible = new bool[_fields.Length];
                Bits(ref value, static _ => true, IsVisible);
                break;
            case 13:
                Numbers(ref value, MySqlType.Vector, Dimensions);
                break;
            default:
                break;
        }
    }

    private static bool IsNumeric(MySqlType type) => type is MySqlType.Tiny or MySqlType.Short or MySqlType.Int24 or MySqlType.Long or MySqlType.LongLong
        or MySqlType.NewDecimal or MySqlType.Float or MySqlType.Double or MySqlType.Year;

    /// <summary>Which columns the charset fields count. MySQL 9 counts VECTOR among the text columns (as binary), and not GEOMETRY or JSON.</summary>
    private bool IsCharacter(int column, bool isEnumOrSet) => isEnumOrSet
        ? _fields[column].Type is MySqlType.Enum or MySqlType.Set
        : IsText(_fields[column].Type) || _fields[column].Type == MySqlType.Vector || (_fields[column].Type == MySqlType.Geometry && CountsGeometry);

    private static bool IsText(MySqlType type) => type is MySqlType.String or MySqlType.VarString or MySqlType.VarChar or MySqlType.Blob or MySqlType.TinyBlob or MySqlType.MediumBlob or MySqlType.LongBlob
        or MySqlType.MariaBlobCompressed or MySqlType.MariaVarCharCompressed;

    /// <summary>MariaDB counts GEOMETRY as a character column.</summary>
    private bool CountsGeometry { get; init; }

    private void Bits(ref ByteReader value, Func<ColumnField, bool> counts, bool[] result)
    {
        var bit = 0;
        byte current = 0;
        for (var i = 0; i < _fields.Length; i++)
        {
            if (!counts(_fields[i]))
            {
                continue;
            }

            current = (bit & 7) == 0 ? value.U8() : current;
            result[i] = (current & (0x80 >> (bit & 7))) != 0;
            bit++;
        }
    }

    private void DefaultCollations(ref ByteReader value, bool isEnumOrSet)
    {
        var common = Number(ref value);
        var columns = new List<int>();
        for (var i = 0; i < _fields.Length; i++)
        {
            if (IsCharacter(i, isEnumOrSet))
            {
                columns.Add(i);
                _collations[i] = common;
            }
        }

        while (value.Left > 0)
        {
            var index = Number(ref value);
            _collations[index < columns.Count ? columns[index] : throw EventPlace.Corrupt($"A charset for text column {index} of {columns.Count}.")] = Number(ref value);
        }
    }

    private void ReadStrings(ref ByteReader value, MySqlType type)
    {
        for (var i = 0; i < _fields.Length && value.Left > 0; i++)
        {
            if (_fields[i].Type == type)
            {
                var strings = new byte[value.Count()][];
                for (var s = 0; s < strings.Length; s++)
                {
                    strings[s] = value.Bytes(value.Count()).ToArray();
                }

                Strings[i] = strings;
            }
        }
    }

    private void Numbers(ref ByteReader value, MySqlType type, int?[] result)
    {
        for (var i = 0; i < _fields.Length && value.Left > 0; i++)
        {
            if (_fields[i].Type == type)
            {
                result[i] = Number(ref value);
            }
        }
    }

    private void ReadPrimaryKey(ref ByteReader value, bool hasPrefixes)
    {
        var key = new List<int>();
        while (value.Left > 0)
        {
            var column = Number(ref value);
            key.Add(column < _fields.Length ? column : throw EventPlace.Corrupt($"Column {column} of {_fields.Length} in the primary key."));
            if (hasPrefixes)
            {
                Number(ref value);
            }
        }

        PrimaryKey = key;
    }

    private static int Number(ref ByteReader value)
    {
        var number = value.LengthEncoded();
        return number <= int.MaxValue ? (int)number : throw EventPlace.Corrupt($"{number} in a table map's metadata.");
    }
}
