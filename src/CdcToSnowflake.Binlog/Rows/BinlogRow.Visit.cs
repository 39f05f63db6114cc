using System.Buffers.Binary;
using CdcToSnowflake.Binlog.Rows;

namespace CdcToSnowflake.Binlog;

/// <content>The walk with a visitor: the fast door for sinks.</content>
public readonly ref partial struct BinlogRow
{
    /// <summary>Hands every column to a visitor, in order, one typed call each.</summary>
    /// <typeparam name="TVisitor">A struct, so that its methods are compiled into the walk.</typeparam>
    /// <param name="visitor">Takes the values.</param>
    /// <exception cref="BinlogCorruptException">A value isn't sound.</exception>
    public void Visit<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, IRowVisitor, allows ref struct
    {
        var values = _values;
        var slots = _slots;
        var columns = _columns.AsSpan(0, slots.Length);
        for (var i = 0; i < slots.Length; i++)
        {
            var slot = slots[i];
            if (slot.Start < 0)
            {
                if (slot.Start == ValueSlot.NullStart)
                {
                    visitor.Null(i);
                }
                else if (slot.Start == ValueSlot.AbsentStart)
                {
                    visitor.Absent(i);
                }
                else
                {
                    visitor.JsonDiff(i, GetJsonDiffs(i));
                }

                continue;
            }

            var value = values.Slice(slot.Start, slot.Length);
            ref readonly var plan = ref columns[i];
            switch (plan.Code)
            {
                case ColumnCode.Int8:
                    visitor.Int64(i, (sbyte)value[0]);
                    break;
                case ColumnCode.Int16:
                    visitor.Int64(i, BinaryPrimitives.ReadInt16LittleEndian(value));
                    break;
                case ColumnCode.Int32:
                    visitor.Int64(i, BinaryPrimitives.ReadInt32LittleEndian(value));
                    break;
                case ColumnCode.Int64:
                    visitor.Int64(i, BinaryPrimitives.ReadInt64LittleEndian(value));
                    break;
                case ColumnCode.Int24 or ColumnCode.Year:
                    visitor.Int64(i, ValueDecoder.Signed(in plan, value));
                    break;
                case ColumnCode.UInt8:
                    visitor.UInt64(i, value[0]);
                    break;
                case ColumnCode.UInt16:
                    visitor.UInt64(i, BinaryPrimitives.ReadUInt16LittleEndian(value));
                    break;
                case ColumnCode.UInt24:
                    visitor.UInt64(i, (ulong)ValueDecoder.Signed(in plan, value));
                    break;
                case ColumnCode.UInt32:
                    visitor.UInt64(i, BinaryPrimitives.ReadUInt32LittleEndian(value));
                    break;
                case ColumnCode.UInt64:
                    visitor.UInt64(i, BinaryPrimitives.ReadUInt64LittleEndian(value));
                    break;
                case ColumnCode.Bit or ColumnCode.Ordinal:
                    visitor.UInt64(i, ValueDecoder.Unsigned(in plan, value));
                    break;
                case ColumnCode.Single:
                    visitor.Single(i, BinaryPrimitives.ReadSingleLittleEndian(value));
                    break;
                case ColumnCode.Double:
                    visitor.Double(i, BinaryPrimitives.ReadDoubleLittleEndian(value));
                    break;
                case ColumnCode.Decimal:
                    visitor.Decimal(i, new BinlogDecimal(value, plan.Decimal!));
                    break;
                case ColumnCode.Date:
                    visitor.Date(i, ValueDecoder.Date(value));
                    break;
                case ColumnCode.DateTime:
                    visitor.DateTime(i, ValueDecoder.DateTime(value));
                    break;
                case ColumnCode.OldDateTime:
                    visitor.DateTime(i, ValueDecoder.DateTime(in plan, value));
                    break;
                case ColumnCode.Timestamp:
                    visitor.Timestamp(i, ValueDecoder.TimestampMicros(value));
                    break;
                case ColumnCode.OldTimestamp:
                    visitor.Timestamp(i, ValueDecoder.TimestampMicros(in plan, value));
                    break;
                case ColumnCode.Time or ColumnCode.OldTime:
                    visitor.Time(i, ValueDecoder.TimeMicros(in plan, value));
                    break;
                case ColumnCode.Utf8:
                    visitor.Text(i, value);
                    break;
                case ColumnCode.Enum:
                    visitor.Text(i, ValueDecoder.EnumName(in plan, value));
                    break;
                case ColumnCode.Set:
                    visitor.Text(i, ValueDecoder.SetNames(in plan, value, _scratch));
                    break;
                case ColumnCode.Text:
                    visitor.Text(i, plan.Charset!.ToUtf8(value, _scratch));
                    break;
                case ColumnCode.CompressedText:
                    visitor.Text(i, GetUtf8(i));
                    break;
                case ColumnCode.Bytes:
                    visitor.Bytes(i, value);
                    break;
                case ColumnCode.Binary:
                    visitor.Bytes(i, ValueDecoder.Padded(in plan, value, _scratch));
                    break;
                case ColumnCode.CompressedBytes:
                    visitor.Bytes(i, GetBytes(i));
                    break;
                case ColumnCode.Json:
                    visitor.Json(i, new BinlogJson(value));
                    break;
                default:
                    throw WrongType(i, "a known code");
            }
        }
    }
}
