# Running a script in a fresh runspace: the driver does it for powershell.exe, a script (through Start-Process) for
# pwsh.exe. Also what marks the statements, so that a run can tell which of them it came to.

# Puts a mark before each statement: @{ text; statements; problems; leavesFunctions }. A definition does nothing of its own and has none.
function SimMark {
    param([string]$Text, $Known = @{})
    $tokens = $null
    $problems = $null
    $tree = [System.Management.Automation.Language.Parser]::ParseInput($Text, [ref]$tokens, [ref]$problems)
    $statements = [System.Collections.Generic.List[string]]::new()
    if ($problems.Count -gt 0) { return @{ text = $Text; statements = $statements; problems = $problems; leavesFunctions = $false } }
    $marks = [System.Collections.Generic.List[object]]::new()
    $leaves = $false
    foreach ($part in SimMarkParts $tree) {
        # The same function is in many scripts; to walk through it takes far longer than to parse it.
        $line = $part.Extent.StartLineNumber
        $key = "$($part.Extent.StartColumnNumber) $($part.Extent.Text)"
        $found = $Known[$key]
        if ($null -eq $found) { $found = [Simulation.Marks]::Of($part); $Known[$key] = $found }
        if ($found.leaves) { $leaves = $true }
        foreach ($one in $found.places) {
            $mark = "`$global:SimHit[$($statements.Count)]=1;"
            if ($one.exits) { $mark += '$global:SimProcess.exiting=1;' }
            $statements.Add("$($line + $one.line):$($one.column)")
            $marks.Add(@{ at = $part.Extent.StartOffset + $one.at; text = $mark })
        }
    }
    $builder = [System.Text.StringBuilder]::new()
    $from = 0
    # The tree is not always walked from left to right: traps come last.
    foreach ($mark in [System.Linq.Enumerable]::OrderBy($marks, [Func[object, int]] { param($one) $one.at })) {
        $null = $builder.Append($Text, $from, $mark.at - $from).Append($mark.text)
        $from = $mark.at
    }
    @{ text = $builder.Append($Text, $from, $Text.Length - $from).ToString(); statements = $statements; problems = $problems; leavesFunctions = $leaves }
}

# A script that is nothing but parameters and statements: these; any other as a whole.
function SimMarkParts {
    param($Tree)
    if (-not (SimIsPlain $Tree)) { return $Tree }
    if ($null -ne $Tree.ParamBlock) { $Tree.ParamBlock }
    $Tree.EndBlock.Statements
}

function SimIsPlain { param($Tree) $null -eq $Tree.DynamicParamBlock -and $null -eq $Tree.BeginBlock -and $null -eq $Tree.ProcessBlock -and $null -ne $Tree.EndBlock -and $Tree.EndBlock.Unnamed -and ($null -eq $Tree.EndBlock.Traps -or $Tree.EndBlock.Traps.Count -eq 0) }

# A script made ready to run: @{ path; statements; lines; problems; settings }. The engine keeps compiled scripts by path
# and text, so the same script is parsed and compiled once for all its runs.
function SimScript {
    param($Engine, [string]$Text)
    $known = $null
    if ($Engine.scripts.TryGetValue($Text, [ref]$known)) { return $known }
    $values = SimOwnValues $Text
    $common = if ($null -eq $values) { $Text } else { $values.text }
    $split = SimSplit $Engine $common
    $source = if ($null -eq $split) { $common } else { $split.text }
    $ready = $null
    if (-not $Engine.files.TryGetValue($source, [ref]$ready)) {
        $marked = SimMark $source $Engine.marks
        $path = [System.IO.Path]::Combine($Engine.folder, 'script-' + (SimSha256 ([System.Text.Encoding]::UTF8.GetBytes($source))).Substring(0, 16) + '.ps1')
        # With a mark: an engine on Windows could take it for ANSI otherwise.
        [System.IO.File]::WriteAllText($path, $marked.text, [System.Text.UTF8Encoding]::new($true))
        $ready = @{ path = $path; statements = $marked.statements; problems = $marked.problems; leavesFunctions = $marked.leavesFunctions }
        $Engine.files[$source] = $ready
    }
    $script = @{ path = $ready.path; statements = $ready.statements; lines = $Text -split "\r?\n"; problems = $ready.problems; leavesFunctions = $ready.leavesFunctions; settings = $null; settingsText = ''; values = $null }
    if ($null -ne $values) { $script.values = $values.values }
    if ($null -ne $split) { $script.settings = $split.settings; $script.settingsText = $split.settingsText }
    $Engine.scripts[$Text] = $script
    $script
}

# What register hands to PowerShell 7 ends with two values of that run: its log, which has the time in its name, and how long
# it may take. Without them it is one script, on the same lines: @{ text; values }; $null for any other.
function SimOwnValues {
    param([string]$Text)
    $from = [Math]::Max(0, $Text.Length - 400)
    $match = [regex]::Match($Text.Substring($from), '(?<=\n)\$OuterLog = ''([^''\n]*)''\n\$OuterSeconds = (-?\d+)(?=\nInvoke-Registration\s*\z)')
    if (-not $match.Success) { return $null }
    $at = $from + $match.Index
    @{ text = $Text.Substring(0, $at) + "`$OuterLog = `$global:SimValues.log`n`$OuterSeconds = `$global:SimValues.seconds" + $Text.Substring($at + $match.Length); values = @{ log = $match.Groups[1].Value; seconds = [int]$match.Groups[2].Value } }
}

# Scripts of the same step differ in their settings alone, which are the body of a function at their beginning. With this
# in its place they are one script, on the same lines, that is compiled once; the body is compiled by itself.
function SimSettingsCall { '& $global:SimSettings' }

# A script whose settings stand by themselves: @{ text; settings; settingsText }; $null for any other.
function SimSplit {
    param($Engine, [string]$Text)
    $head = $null
    foreach ($tail in $Engine.tails) { if ($Text.EndsWith($tail, 'Ordinal')) { $head = $Text.Substring(0, $Text.Length - $tail.Length); break } }
    $known = $null -ne $head
    if (-not $known) { $head = $Text }
    $tokens = $null
    $problems = $null
    $tree = [System.Management.Automation.Language.Parser]::ParseInput($head, [ref]$tokens, [ref]$problems)
    if ($problems.Count -gt 0 -or -not (SimIsPlain $tree)) { return $null }
    $function = $null
    foreach ($statement in $tree.EndBlock.Statements) { if ($statement -is [System.Management.Automation.Language.FunctionDefinitionAst] -and $statement.Name -ceq 'Get-Settings') { $function = $statement } }
    if ($null -eq $function) { return $null }
    $end = $function.Extent.EndOffset
    if ($end -ge $Text.Length -or $Text[$end] -ne "`n") { return $null }
    if ($known) { if ($end + 1 -ne $head.Length) { return $null } } else { $Engine.tails.Add($Text.Substring($end + 1)) }
    $body = $function.Body.Extent
    $settingsText = $body.Text.Substring(1, $body.Text.Length - 2)
    $lines = [string]::new([char]"`n", $body.EndLineNumber - $body.StartLineNumber)
    @{
        text = $Text.Substring(0, $body.StartOffset) + '{' + (SimSettingsCall) + '}' + $lines + $Text.Substring($end); settingsText = $settingsText
        settings = [scriptblock]::Create($settingsText)
    }
}

# Collects what a script writes to its output, in the order in which it is written.
function SimCollect {
    process {
        if ($null -eq $_) { return }
        $global:SimProcess.output.Add("$_")
    }
}

function SimNewSession { param([string]$Edition, [bool]$Inner) @{
        edition = $Edition; inner = $Inner; output = [System.Collections.Generic.List[string]]::new(); errors = [System.Collections.Generic.List[string]]::new()
        exiting = 0; defined = @(); overdue = $false; deadline = $null; keys = [System.Collections.Generic.List[object]]::new(); modules = @{}; connection = $null; types = @{}; psVersion = '5.1.26100.4768'; settingsText = ''
    }
}

# Runs a prepared script to its end and answers its exit code. $Process is its SimProcess; $Switches are those that it is
# started with.
function SimRunScript {
    param($Engine, $Script, $Process, [string[]]$Switches)
    $hits = [byte[]]::new([Math]::Max(1, $Script.statements.Count))
    # A runspace that was used before and set back is as good as a fresh one: its variables are gone, and functions of a
    # script live in the script's own scope. It spares the engine to find out anew about each command.
    $session = SimSessionState $Engine $Process.edition
    $runspace = $null
    if (-not $session.pool.TryPop([ref]$runspace)) {
        $runspace = [System.Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($session.state)
        $runspace.ThreadOptions = 'UseCurrentThread'
        $runspace.Open()
    }
    $shell = [powershell]::Create()
    $thrown = $false
    try {
        $runspace.SessionStateProxy.SetVariable('Sim', $global:Sim)
        $runspace.SessionStateProxy.SetVariable('SimProcess', $Process)
        $runspace.SessionStateProxy.SetVariable('SimHit', $hits)
        $runspace.SessionStateProxy.SetVariable('SimSettings', $Script.settings)
        $runspace.SessionStateProxy.SetVariable('SimValues', $Script.values)
        $Process.settingsText = $Script.settingsText
        # A runspace that was set back has lost what every PowerShell begins with.
        $runspace.SessionStateProxy.SetVariable('WhatIfPreference', $false)
        $runspace.SessionStateProxy.SetVariable('ConfirmPreference', [System.Management.Automation.ConfirmImpact]::High)
        # Both engines then know the same commands: those above, and those of the core.
        $runspace.SessionStateProxy.SetVariable('PSModuleAutoLoadingPreference', [System.Management.Automation.PSModuleAutoLoadingPreference]::None)
        SimPretend $Process.edition $Process.psVersion
        $shell.Runspace = $runspace
        $runspace.SessionStateProxy.SetVariable('LASTEXITCODE', 0)
        $null = $shell.AddCommand($Script.path)
        foreach ($one in $Switches) {
            # powershell -File hands over texts.
            $name, $value = $one -split '=', 2
            if ($null -eq $value) { $null = $shell.AddParameter($name) } else { $null = $shell.AddParameter($name, $value) }
        }
        $null = $shell.AddCommand('SimCollect')
        $null = $shell.Invoke()
    }
    catch {
        # Not the script's own exit: an error that nobody caught.
        $failure = $_.Exception
        if ($null -ne $failure.InnerException) { $failure = $failure.InnerException }
        $record = if ($failure -is [System.Management.Automation.RuntimeException]) { $failure.ErrorRecord } else { $null }
        $Process.errors.Add((SimErrorText $failure $record))
        $thrown = $true
    }
    finally {
        $code = $runspace.SessionStateProxy.GetVariable('LASTEXITCODE')
        foreach ($record in $shell.Streams.Error) { $Process.errors.Add((SimErrorText $record.Exception $record)) }
        foreach ($key in $Process.keys) { $key.alive = $false }
        $shell.Dispose()
        if ($global:Sim.off -or $Script.leavesFunctions) { $runspace.Dispose() }
        else {
            foreach ($name in $Process.defined) { $runspace.SessionStateProxy.InvokeProvider.Item.Remove("function:\$name", $false) }
            $runspace.ResetRunspaceState()
            $session.pool.Push($runspace)
        }
    }
    SimCount $Script $hits $Process.inner
    if ($Process.exiting -eq 1) { return [int]$code }
    if ($thrown) { 1 } else { 0 }
}

function SimErrorText {
    param($Exception, $Record)
    if ($null -eq $Record) { return "$($Exception.GetType().FullName): $($Exception.Message)" }
    $trace = $Record.ScriptStackTrace
    $text = if ($null -ne $Record.ErrorDetails -and -not [string]::IsNullOrEmpty($Record.ErrorDetails.Message)) { $Record.ErrorDetails.Message } else { $Record.Exception.Message }
    "$text [$($Record.FullyQualifiedErrorId)]" + $(if ($null -eq $trace) { '' } else { "`n" + ($trace -replace '(?m)^at (Sim\w+).*\r?\n', '') })
}

# Which PowerShell the script sees. The table is one for the whole process, so it is set for each run.
function SimPretend {
    param([string]$Edition, [string]$Version)
    $PSVersionTable['PSEdition'] = $Edition
    $PSVersionTable['PSVersion'] = if ($Edition -eq 'Core') { [semver]$Version } else { [version]$Version }
}

# The session that a process on this machine begins with: some commands are on some machines only.
function SimSessionState {
    param($Engine, [string]$Edition)
    $sets = @($Edition)
    if ($global:Sim.machine.features['RSAT-AD-PowerShell'] -eq $true) { $sets += 'Directory' }
    if ($global:Sim.machine.lapsAvailable) { $sets += 'Laps' }
    $key = $sets -join '+'
    if (-not $Engine.states.ContainsKey($key)) {
        $state = $Engine.base.Clone()
        foreach ($set in $sets) { foreach ($name in $Engine.functions[$set].Keys) { $state.Commands.Add([System.Management.Automation.Runspaces.SessionStateFunctionEntry]::new($name, $Engine.functions[$set][$name])) } }
        $Engine.states[$key] = @{ state = $state; pool = [System.Collections.Generic.Stack[object]]::new() }
    }
    $Engine.states[$key]
}

# Gives a running session the commands of something that it has just installed.
function SimDefineCommands {
    param([string]$Set)
    $global:SimProcess.defined += $global:Sim.engine.functions[$Set].Keys
    foreach ($name in $global:Sim.engine.functions[$Set].Keys) {
        $null = $ExecutionContext.InvokeProvider.Item.Set("function:\global:$name", [scriptblock]::Create($global:Sim.engine.functions[$Set][$name]))
    }
}

# --- Coverage ------------------------------------------------------------------------------------------------------

# Adds a run's statements to those of the outer script, of which an inner script is a part: its lines are looked for.
function SimCount {
    param($Script, [byte[]]$Hits, [bool]$Inner)
    $coverage = $global:Sim.coverage
    if (-not $Inner) {
        $coverage.script = $Script
        for ($index = 0; $index -lt $Hits.Length; $index++) { if ($Hits[$index] -ne 0) { $null = $coverage.executed.Add($Script.statements[$index]) } }
        return
    }
    $outer = $global:Sim.script
    if (-not $Script.ContainsKey('map') -or -not [object]::ReferenceEquals($Script.mapOf, $outer)) {
        $Script['map'] = SimMapLines $Script.lines $outer.lines
        $Script['mapOf'] = $outer
    }
    for ($index = 0; $index -lt $Script.statements.Count; $index++) {
        $line, $column = $Script.statements[$index] -split ':'
        $there = $Script.map[[int]$line - 1]
        if ($there -eq 0) { continue }
        $null = $coverage.inner.Add("${there}:$column")
        if ($Hits[$index] -ne 0) { $null = $coverage.executed.Add("${there}:$column") }
    }
}

# For each line of the one text the number of the same line in the other, 0 for none.
function SimMapLines {
    param([string[]]$Lines, [string[]]$Others)
    $places = @{}
    for ($index = 0; $index -lt $Others.Count; $index++) {
        $key = $Others[$index].Trim()
        if (-not $places.ContainsKey($key)) { $places[$key] = [System.Collections.Generic.List[int]]::new() }
        $places[$key].Add($index)
    }
    $map = [int[]]::new($Lines.Count)
    $next = -1
    for ($index = 0; $index -lt $Lines.Count; $index++) {
        $key = $Lines[$index].Trim()
        if ($next -ge 0 -and $next -lt $Others.Count -and $Others[$next].Trim() -ceq $key) { $map[$index] = $next + 1; $next++; continue }
        $best = -1
        $longest = 0
        if ($key -ne '' -and $places.ContainsKey($key)) {
            foreach ($place in $places[$key]) {
                $run = 0
                while ($run -lt 8 -and $index + $run -lt $Lines.Count -and $place + $run -lt $Others.Count -and $Lines[$index + $run].Trim() -ceq $Others[$place + $run].Trim()) { $run++ }
                if ($run -gt $longest) { $longest = $run; $best = $place }
            }
        }
        $map[$index] = $best + 1
        $next = if ($best -lt 0) { -1 } else { $best + 1 }
    }
    , $map
}

# --- pwsh.exe ------------------------------------------------------------------------------------------------------

function SimRunPwsh {
    param($Record, $Deadline)
    $Record.work.started = $true
    $words = SimWords $Record.commandLine
    $file = $null
    for ($index = 1; $index -lt $words.Count; $index++) {
        if ($words[$index] -eq '-File') { $file = $words[$index + 1]; break }
        if ($words[$index] -eq '-ExecutionPolicy') { $index++; continue }
        if ($words[$index] -notin '-NoProfile', '-NonInteractive', '-NoLogo') { break }
    }
    $node = if ([string]::IsNullOrEmpty($file)) { $null } else { [Simulation.Files]::Node([Simulation.Paths]::Full($file)) }
    if ($null -eq $node -or -not $file.EndsWith('.ps1', 'OrdinalIgnoreCase')) {
        SimProcessPrint $Record "The argument '$file' is not recognized as the name of a script file. Check the spelling of the name, or if a path was included, verify that the path is correct and try again." 'errors'
        $Record.exitCode = 64
        $Record.finished = $true
        return
    }
    if (SimUseUp $global:Sim.machine 'pwshHangs') { if ($null -ne $Deadline) { $global:Sim.world.clock = $Deadline }; return }
    $process = SimNewSession 'Core' $true
    $process.psVersion = (SimArtifact ([Simulation.Files]::Node($words[0])))['version']
    $process.deadline = $Deadline
    $outer = $global:SimProcess
    $code = SimRunScript $global:Sim.engine (SimScript $global:Sim.engine (SimDecode $node.data 'utf8')) $process
    SimPretend $outer.edition $outer.psVersion
    SimResetProxies 'Core'
    # What was on its way to a file when the power went never got there.
    if ($null -ne $Record.output) { if (-not $global:Sim.off) { foreach ($line in $process.output) { SimProcessPrint $Record $line } } } else { $outer.output.AddRange($process.output) }
    if ($null -ne $Record.errors) { if (-not $global:Sim.off) { foreach ($line in $process.errors) { SimProcessPrint $Record $line 'errors' } } } else { $outer.errors.AddRange($process.errors) }
    # What it printed counts as printed also where it went to a file.
    $global:Sim.innerOutput.AddRange($process.output)
    $global:Sim.innerOutput.AddRange($process.errors)
    if ($global:Sim.off) { exit 1 }
    if ($process.overdue) { $global:Sim.world.clock = $Deadline; return }
    $Record.exitCode = $code
    $Record.finished = $true
    $global:Sim.machine.processes.Remove($Record.id)
}
