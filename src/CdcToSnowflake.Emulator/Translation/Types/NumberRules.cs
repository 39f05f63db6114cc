using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>Precision and scale of arithmetic (page "Arithmetic operators", Scale and precision).</summary>
internal static class NumberRules
{
    private const int Maximum = 38;

    public static DataType Add(DataType left, DataType right)
    {
        var scale = Math.Max(Scale(left), Scale(right));
        return Number(Math.Max(Leading(left), Leading(right)) + 1 + scale, scale);
    }

    public static DataType Multiply(DataType left, DataType right)
    {
        var scale = Math.Min(Scale(left) + Scale(right), Math.Max(Math.Max(Scale(left), Scale(right)), 12));
        return Number(Leading(left) + Leading(right) + scale, scale);
    }

    public static DataType Divide(DataType left, DataType right)
    {
        var scale = Math.Max(Scale(left), Math.Min(Scale(left) + 6, 12));
        return Number(Leading(left) + Scale(right) + scale, scale);
    }

    public static DataType Modulo(DataType left, DataType right) => Union(left, right);

    /// <summary>The smallest type that holds both.</summary>
    public static DataType Union(DataType left, DataType right)
    {
        var scale = Math.Max(Scale(left), Scale(right));
        return Number(Math.Max(Leading(left), Leading(right)) + scale, scale);
    }

    public static int Scale(DataType type) => type.Scale ?? 0;

    public static int Leading(DataType type) => (type.Precision ?? Maximum) - Scale(type);

    private static DataType Number(int precision, int scale) => DataType.Number(Math.Clamp(precision, Math.Max(scale, 1), Maximum), scale);
}
