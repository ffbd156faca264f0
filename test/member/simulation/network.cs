#nullable enable
using System;
using System.Collections;
using System.Collections.Generic;

namespace Simulation
{
    /// <summary>Whether the machine reaches anything by now, see names.ps1.</summary>
    public static class Network
    {
        /// <summary>The real time, which the cloud goes by; a member's own clock may be wrong.</summary>
        public static long Now() => Values.Clock;

        /// <summary>Time as the member sees it.</summary>
        public static DateTime LocalTime() => new DateTime(Values.Clock + Values.Ticks(ClockOffset()), DateTimeKind.Utc);

        public static long Ticks(double seconds) => Values.Ticks(seconds);

        /// <summary>Notes what a run has asked.</summary>
        public static void Note(string kind, string detail) => ((List<string>)Current.Sim.Get("reads")!).Add(kind + " " + detail);

        /// <summary>Whether a delay that began with the world is over.</summary>
        public static bool Passed(object? afterSeconds) =>
            Values.Clock >= Values.Time(Current.World["began"]) + Values.Ticks(afterSeconds);

        public static bool IsDown() => !Passed(Own["downFor"]);

        public static bool NamesAreDown() => IsDown() || !Passed(Own["namesDownFor"]);

        /// <summary>Whether a list of patterns has a host, or a host and port.</summary>
        public static bool IsListed(object? patterns, string name, int port)
        {
            foreach (var pattern in Values.Each(patterns))
            {
                var text = Values.TextOf(pattern) ?? "";
                if (Values.Like(name, text) || Values.Like($"{name}:{port}", text)) return true;
            }

            return false;
        }

        public static bool IsBlocked(string name, int port)
        {
            var network = Own;
            if (network["blockedFor"] is { } seconds && Passed(seconds)) return false;
            return IsListed(network["blocked"], name, port);
        }

        /// <summary>What a table of patterns has for a host, or a host and port; or nothing.</summary>
        public static object? Patterned(Hashtable table, string name, int port)
        {
            foreach (DictionaryEntry entry in table)
            {
                var pattern = Values.TextOf(entry.Key)!;
                if (Values.Like(name, pattern) || Values.Like($"{name}:{port}", pattern)) return entry.Value;
            }

            return null;
        }

        /// <summary>Whether a name is not one of those that are said not to exist, or whose domain's servers do not answer yet.</summary>
        public static bool IsKnown(string name) =>
            !IsUnknown(name) && (Directory.DomainOf(name) is null || Passed(Current.Machine.Table("domain")["reachableAfter"]));

        /// <summary>How far the member's clock is from the real time, in seconds: wrong at first, until Windows corrects it.</summary>
        public static object ClockOffset()
        {
            var machine = Current.Machine;
            var offset = Values.Bare(machine["clockOffset"]) ?? 0;
            if (Convert.ToDouble(offset) == 0) return 0;
            return machine["clockCorrectedAfter"] is { } seconds && Passed(seconds) ? 0 : offset;
        }

        /// <summary>Whether a host's name is said not to exist.</summary>
        internal static bool IsUnknown(string name)
        {
            foreach (var pattern in Values.Each(Own["unknownNames"]))
            {
                if (Values.Like(name, Values.TextOf(pattern) ?? "")) return true;
            }

            return false;
        }

        private static Hashtable Own => Current.Machine.Table("network");
    }
}
