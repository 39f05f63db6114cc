namespace CdcToSnowflake.Binlog.Rows;

/// <summary>How to walk and decode a table's row images; made once per table shape.</summary>
internal sealed class TablePlan
{
    public TablePlan(ColumnPlan[] columns)
    {
        Columns = columns;
        Widths = new int[columns.Length];
        var width = 0;
        var isFixed = true;
        for (var i = 0; i < columns.Length; i++)
        {
            var column = columns[i];
            Widths[i] = column.LengthBytes > 0 ? -column.LengthBytes : column.Width;
            isFixed &= column.LengthBytes == 0;
            width += column.Width;
        }

        if (isFixed)
        {
            FixedWidth = width;
            FixedSlots = new ValueSlot[columns.Length];
            for (int i = 0, at = 0; i < columns.Length; at += columns[i++].Width)
            {
                FixedSlots[i] = new ValueSlot(at, columns[i].Width);
            }
        }
    }

    public ColumnPlan[] Columns { get; }

    /// <summary>Why no row of the table can be read; null if they can.</summary>
    public string? Refusal { get; init; }

    /// <summary>Per column its width in bytes, or minus the bytes of its length prefix.</summary>
    public int[] Widths { get; }

    /// <summary>The values' width in a row without NULLs, if no column varies in length; else 0.</summary>
    public int FixedWidth { get; }

    /// <summary>Where the values lie in a row without NULLs, if no column varies in length; else null.</summary>
    public ValueSlot[]? FixedSlots { get; }
}
