namespace CdcToSnowflake.Sql.Rendering;

/// <summary>One rendering: the text so far, and the variables, each in the slot of its name. Included templates see, and may set, the variables of the including one.</summary>
internal sealed class TemplateFrame
{
    private object?[] _variables = [];

    public SqlOutput Output { get; } = new();

    /// <summary>The place in the innermost loop; null outside of one.</summary>
    public LoopPlace? Loop { get; set; }

    /// <summary>How many includes are being written.</summary>
    public int Depth { get; set; }

    /// <summary>A variable; null if it isn't set.</summary>
    public object? this[int slot]
    {
        get => slot < _variables.Length ? _variables[slot] : null;
        set
        {
            if (slot >= _variables.Length)
            {
                Array.Resize(ref _variables, Math.Max(slot + 1, 2 * _variables.Length));
            }
            _variables[slot] = value;
        }
    }

    public void Clear()
    {
        Array.Clear(_variables);
        Output.Clear();
    }
}
