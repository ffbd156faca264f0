# register: makes this machine a member of its cluster, or sees that it is one. What the service keeps is never deleted
# and never overwritten.

function Assert-Ready {
    Start-Part 'looking for the gateway'
    if ($null -eq (Get-GatewayService)) { Stop-Step 'the gateway is not installed' 'Apply again: the step "install" comes before this one.' }
    $tenant = [string] (Get-RegistryValue (Get-Place 'Registration') 'RegistrationTenant')
    # In another form, such as a domain name, it cannot be compared.
    if ($tenant -match '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' -and $tenant -ne $Step.Settings.tenantId) {
        Stop-Step "this machine is registered in tenant $tenant, not in $($Step.Settings.tenantId)" 'Give the member a new key. Nothing was overwritten.'
    }
    # The configuration app and the module both talk to the running service.
    Wait-Healthy $false
}

# A person signs in on each member, once. The step makes no difference but to say so, and to look when it runs again.
function Test-OperatorRegistration {
    $settings = $Step.Settings
    if (Test-Registered) {
        Add-Note 'registered by an operator'
        Wait-Healthy $true
        return
    }
    $way = 'as a member of the existing cluster'
    if ($settings.isPrimary) { $way = 'as a new cluster' }
    Add-Note "READY, NOT REGISTERED: sign in on $($settings.computer), open 'On-premises data gateway', and register it $way '$($settings.gatewayName)' with the recovery key; docs/member.md says how"
}

# The functions as they are written here, for PowerShell 7. Secrets are read over there, and stay there.
function Get-InnerScript {
    $names = @(
        'Get-Settings', 'Get-Place', 'Initialize-Step', 'Write-Log', 'Start-Part', 'Add-Change', 'Add-Note', 'Stop-Step', 'Get-Remedy',
        'Limit-Text', 'Get-WaitEnd', 'Wait-Until', 'Wait-Second', 'Invoke-Patiently', 'Get-NetworkRemedy', 'Get-ErrorText', 'Write-TextFile', 'Get-RegistryValue',
        'Test-Registered', 'Get-WebOption', 'Get-HttpStatus', 'Test-PassingHttpError', 'Get-IdentityToken', 'Invoke-Direct', 'Get-VaultSecret',
        'Invoke-Registration', 'Register-Member', 'Set-ProcessProxy', 'Test-PassingServiceError', 'Invoke-ServiceCall',
        'Get-ServiceRemedy', 'Connect-Service', 'Add-SignInCertificate', 'Open-CertificateStore', 'Remove-SignInCertificate',
        'Get-RegionOption', 'Find-Cluster', 'Find-MemberOf', 'Get-MemberRow', 'Find-OwnMember', 'Test-LocalRegistration', 'ConvertTo-Secret', 'Wait-OwnCluster', 'Remove-Unfinished', 'Set-RegistryValue', 'Remove-RegistryValue',
        'Register-Machine', 'Wait-Cluster', 'Get-RecoveryKey', 'Add-Cluster', 'Join-Cluster', 'Invoke-Once',
        'Get-RegistrationRemedy', 'Get-AdministratorId', 'Set-Administrator', 'Set-LoadBalancing', 'Wait-Live'
    )
    $parts = @('Set-StrictMode -Version 2.0', '$ErrorActionPreference = ''Stop''', '$ProgressPreference = ''SilentlyContinue''')
    foreach ($name in $names) {
        $parts += 'function {0} {{{1}}}' -f $name, (Get-Command -Name $name -CommandType Function).Definition
    }
    $parts += '$OuterLog = ''{0}''' -f $Step.Log
    # It has to end, and to clean up, before it is stopped.
    $parts += '$OuterSeconds = {0}' -f ([int] ($Step.Deadline - (Get-Date)).TotalSeconds - 240)
    $parts += 'Invoke-Registration'
    return ($parts -join "`n")
}

# A run that was ended from outside may have left its PowerShell 7 behind, still at work, perhaps in the middle of a
# registration: it gets the time to end by itself.
function Stop-Leftover {
    param([string] $Script)
    $patience = Get-WaitEnd 300
    while ($true) {
        $left = @(Get-CimInstance -ClassName Win32_Process -Filter "Name='pwsh.exe'" | Where-Object { ([string] $_.CommandLine).Contains($Script) })
        if ($left.Count -eq 0) { return }
        if ((Get-Date) -gt $patience) { break }
        Write-Log "waiting for process $($left[0].ProcessId), left behind by an earlier run"
        Start-Sleep -Seconds 10
    }
    foreach ($process in $left) { Stop-Process -Id $process.ProcessId -Force }
}

function Register-ByServicePrincipal {
    Start-Part 'handing over to PowerShell 7'
    if (-not (Test-Path -LiteralPath (Get-Place 'Pwsh'))) { Stop-Step 'PowerShell 7 is not installed' 'Apply again: the step "install" comes before this one.' }
    $state = Get-Place 'State'
    $script = Join-Path -Path $state -ChildPath 'register.ps1'
    Stop-Leftover $script
    $result = Get-Place 'Result'
    if (Test-Path -LiteralPath $result) { Remove-Item -LiteralPath $result -Force }
    Write-TextFile $script (Get-InnerScript)
    $output = Join-Path -Path (Get-Place 'Logs') -ChildPath 'register-powershell7.txt'
    $seconds = [int] ($Step.Deadline - (Get-Date)).TotalSeconds
    $code = Start-Program -Path (Get-Place 'Pwsh') -Arguments @('-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', $script) -Seconds $seconds -OutputTo $output
    if (-not (Test-Path -LiteralPath $result)) {
        Stop-Step "PowerShell 7 ended with $code and left no result" "See $output."
    }
    $said = Get-Content -LiteralPath $result -Raw -Encoding UTF8 | ConvertFrom-Json
    Remove-Item -LiteralPath $result -Force
    Remove-Item -LiteralPath $script -Force
    $Step.Doing = $said.doing
    foreach ($change in @($said.changes)) { Add-Change $change }
    foreach ($note in @($said.notes)) { Add-Note $note }
    if ($said.failure -ne '') { Stop-Step $said.failure $said.remedy }
}

# A new gateway may stay without a connection until it is restarted (MicrosoftDocs/data-integration, service-gateway-tshoot).
function Wait-Connected {
    if (-not (Test-Connected)) {
        $patience = Get-WaitEnd 120
        while (-not (Test-Connected) -and (Get-Date) -lt $patience) { Start-Sleep -Seconds 10 }
        if (-not (Test-Connected)) { Restart-Gateway }
    }
    Wait-Healthy $true
}

Invoke-Step {
    Assert-Ready
    if ($Step.Settings.byOperator) { Test-OperatorRegistration }
    else {
        Register-ByServicePrincipal
        Wait-Connected
    }
}
