package org.tallystick.saga.screening;

public sealed interface ScreeningVerdict {

    record Passed() implements ScreeningVerdict {}

    record Denied(String code, String reason) implements ScreeningVerdict {}
}
