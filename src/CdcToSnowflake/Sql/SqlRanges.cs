using System.Runtime.CompilerServices;

namespace CdcToSnowflake.Sql;

/// <summary>Checks of options: each says the option's name, what it is and what it may be.</summary>
internal static class SqlRanges
{
    public static void Within(int value, int least, int most, [CallerArgumentExpression(nameof(value))] string option = "")
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(option, value, most == int.MaxValue ? $"{option} must be {least} or more." : $"{option} must be from {least} to {most}.");
        }
    }

    public static void Within(TimeSpan value, TimeSpan least, TimeSpan most, [CallerArgumentExpression(nameof(value))] string option = "")
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(option, value, $"{option} must be from {least} to {most}.");
        }
    }

    public static void Seconds(TimeSpan value, TimeSpan most, [CallerArgumentExpression(nameof(value))] string option = "")
    {
        if (value < TimeSpan.Zero || value > most || value.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            throw new ArgumentOutOfRangeException(option, value, $"{option} must be whole seconds from 0 to {most}.");
        }
    }

    public static void Named(string? value, [CallerArgumentExpression(nameof(value))] string option = "")
    {
        if (string.IsNullOrWhiteSpace(value) || value.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException($"{option} is empty or holds a NUL. Name it.");
        }
    }

    public static void Defined<T>(T value, [CallerArgumentExpression(nameof(value))] string option = "")
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw new ArgumentOutOfRangeException(option, value, $"{option} must be one of {string.Join(", ", Enum.GetNames<T>())}.");
        }
    }
}
